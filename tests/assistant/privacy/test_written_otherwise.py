"""Numbers, dates, handles and places as people write them, and what only looks like one."""

import pytest

from assistant.privacy.finding import findings
from assistant.privacy.kinds import Kind

WRITTEN = [
    ("The passport says Kai Khan, 18 Apr 2010.", "18 Apr 2010", Kind.DATE_OF_BIRTH),
    ("On the school form: 20.3.08, on ours nothing.", "20.3.08", Kind.DATE_OF_BIRTH),
    ("The letter gives 01/02/2009 as his birthday.", "01/02/2009", Kind.DATE_OF_BIRTH),
    ("His b'day 120310, he says.", "120310", Kind.DATE_OF_BIRTH),
    ("Crime no 22*0417733 was closed.", "22*0417733", Kind.CASE_REFERENCE),
    ("The new one is 0002291/jw now.", "0002291/jw", Kind.CASE_REFERENCE),
    ("Their case: AB 2291 445 is shut.", "AB 2291 445", Kind.CASE_REFERENCE),
    ('It said: "moonlitpanda09 send one more".', "moonlitpanda09", Kind.USERNAME),
    ("SHE GOES BY SPARKLEPANDA.OFFICIAL ON TIKTOK", "SPARKLEPANDA.OFFICIAL", Kind.USERNAME),
    ("she is s3ren1ty.xo there", "s3ren1ty.xo", Kind.USERNAME),
    ("He is at Larkrise Alternative Provision.", "Larkrise Alternative Provision", Kind.SCHOOL),
    ("he said thornhill juniors", "thornhill juniors", Kind.SCHOOL),
    ("She lives in Acacia Court, number 17.", "Acacia Court, number 17", Kind.ADDRESS),
]


@pytest.mark.parametrize(("text", "original", "kind"), WRITTEN, ids=[one for _, one, _ in WRITTEN])
def test_it_is_found_however_it_is_written(text: str, original: str, kind: Kind):
    assert (original, kind) in [(text[one.start : one.end], one.kind) for one in findings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The form says that it has been law since 1 September 2024.",
        "The policy document says 1 September 2025.",
        "Our write-up goes live on 30 June.",
        "Is covid19 still in kcsie2025?",
        "The whole school said that juniors may stay.",
    ],
)
def test_what_only_looks_like_it_stays(text: str):
    assert findings(text) == ()
