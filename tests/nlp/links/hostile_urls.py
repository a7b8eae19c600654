"""Links that try everything, any number of them."""


def hostile_urls(count: int) -> list[str]:
    hosts = [
        "linkedin.com",
        "evil{n}.example",
        "xn--e1afmkfd{n}.com",
        "0x7f.{n}",
        "[::{n:x}]",
        "{n}.ngrok.io",
        "l\u0456nkedin{n}.com",
    ]
    shapes = [
        "https://{h}/in/jane{n}",
        "http://user{n}@{h}:{n}/",
        "https:\\\\{h}\\@linkedin.com",
        "https://www.google.com/url?q=https://{h}/{n}",
        "hxxps[:]//{h}/{n}.pdf.exe",
        "<https://{h}/|linkedin.com>",
        "//{h}/{n}",
        "{h}/{n}?url=https://evil.example",
        "https://urldefense.com/v3/__https://{h}/{n}__;!!a!b$",
        "mailto:jane{n}@{h}",
    ]
    return [
        shapes[n % len(shapes)].format(n=n, h=hosts[n // len(shapes) % len(hosts)].format(n=n % 65_000))
        for n in range(count)
    ]
