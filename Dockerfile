# syntax=docker/dockerfile:1
# Every step runs what `make install` runs. The finished image has no compiler, no package manager cache and no shell history.
FROM python:3.12-slim-bookworm AS build
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE Makefile ./
COPY bot bot
COPY handlers handlers
COPY nlp nlp
RUN python3 -m venv .tools \
    && .tools/bin/python -m pip install --quiet --no-cache-dir uv==0.13.9 \
    && .tools/bin/uv sync --quiet --frozen --no-default-groups --no-editable

FROM python:3.12-slim-bookworm
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin tbyl \
    && install -d -o tbyl -g tbyl /data
COPY --from=build --chown=root:root /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data HOST=0.0.0.0 PORT=8080
USER 10001
VOLUME ["/data"]
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["tbyl"]
CMD ["serve"]
