"""Hosts that must never be called fraud: the network itself, governments, universities."""

import pytest

from nlp.links import SUSPICIOUS, review_url

LINKEDIN = "linkedin.com www.linkedin.com uk.linkedin.com de.linkedin.com lnkd.in www.lnkd.in business.linkedin.com"
GOVERNMENTS = (
    "www.gov.uk mod.uk www.parliament.uk www.ncsc.gov.uk www.npsa.gov.uk www.nhs.uk www.police.uk www.gov.scot"
    " www.gov.wales www.whitehouse.gov www.defense.gov www.fbi.gov www.army.mil www.cisa.gov www.irs.gov www.nasa.gov"
    " www.canada.ca www.gc.ca www.asio.gov.au www.defence.gov.au www.govt.nz www.nzsis.govt.nz www.gov.ie www.gouv.fr"
    " www.service-public.fr www.defense.gouv.fr www.bund.de www.bundesregierung.de www.bundeswehr.de www.admin.ch"
    " www.gv.at www.governo.it www.gov.it www.gob.es www.gov.pt www.gov.pl www.government.nl www.regeringen.se"
    " www.regjeringen.no www.valtioneuvosto.fi europa.eu commission.europa.eu www.nato.int www.un.org www.go.jp"
    " www.mofa.go.jp www.gov.in www.gov.sg www.gov.za www.gov.br"
)
UNIVERSITIES = (
    "www.ox.ac.uk www.cam.ac.uk www.imperial.ac.uk www.ed.ac.uk www.cranfield.ac.uk www.mit.edu www.stanford.edu"
    " web.mit.edu www.harvard.edu www.utoronto.ca www.anu.edu.au www.unimelb.edu.au www.auckland.ac.nz www.tcd.ie"
    " ethz.ch www.epfl.ch www.tum.de www.kit.edu www.sorbonne-universite.fr www.tudelft.nl www.kuleuven.be www.ku.dk"
    " www.uio.no www.uu.se www.u-tokyo.ac.jp www.tsinghua.edu.cn www.nus.edu.sg www.iitb.ac.in"
)
HOSTS = f"{LINKEDIN} {GOVERNMENTS} {UNIVERSITIES}".split()
PATHS = ("/", "/login", "/account/verify?id=1", "/en/news/2026/11/secure-update.html", "/documents/report.pdf")


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTS)) == len(HOSTS) >= 60


@pytest.mark.parametrize("host", HOSTS)
def test_it_is_never_called_suspicious(host: str) -> None:
    for path in PATHS:
        for own_domains in (frozenset[str](), frozenset({"ploughshare.example", "nato-supplier.example"})):
            seen = review_url(f"https://{host}{path}", own_domains=own_domains)
            assert seen.suspicion < SUSPICIOUS, (path, seen.reasons)
