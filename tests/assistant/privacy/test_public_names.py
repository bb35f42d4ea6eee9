"""What is public and what is a word are no personal data; the same words are where they name somebody."""

import pytest

from assistant.privacy.finding import findings
from assistant.wordings import held


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in findings(text)]


PUBLIC = """
What did the Laming report say about sharing information?
Summarise the Munro review for our governors.
How did the death of Victoria Climbié change practice?
What was learnt from the murders of Arthur Labinjo-Hughes and Star Hobson?
Did Baby P lead to changes in the law?
What does the Children Act 1989 say about significant harm?
Under section 47 of the Children Act, who makes enquiries?
Is a strategy discussion needed under Working Together to Safeguard Children?
What are the duties in Keeping Children Safe in Education?
Which part of the Care Act 2014 covers safeguarding adults?
Does the Mental Capacity Act apply to a 16 year old?
What is in the Sexual Offences Act 2003 about positions of trust?
How does the Domestic Abuse Act 2021 define a child as a victim?
What does the Equality Act 2010 ask of a school?
Explain Gillick competence and the Fraser guidelines.
Is a young person who is not Gillick competent able to refuse?
What did the House of Lords decide in Gillick v West Norfolk?
What does Montgomery v Lanarkshire mean for consent?
Does Sarah's Law let a parent ask about a neighbour?
How do I make a request under Clare's Law?
What is Martha's Rule in hospitals?
What did the Jay report find in Rotherham?
What did the Casey audit find about grooming gangs?
Which recommendations of the Bichard inquiry led to vetting?
What was the Soham case and why did checks change afterwards?
What did the Cass review recommend?
Which lessons does the Child S review draw?
Is the number for Childline 0800 1111?
Ring the NSPCC helpline on 0808 800 5000.
Can staff call Samaritans on 116 123?
Should we dial 101 or 999?
Is Lifeline still on 0808 808 8000 in Northern Ireland?
How do I make a referral to Barnardo's?
What does The Children's Society say about exploitation?
Does the Lucy Faithfull Foundation offer training?
What is the role of Ofsted in a children's home?
Which forms does Hackney council want?
How do thresholds in Birmingham compare with those in Leeds?
Our school is in Milton Keynes; whom do we ring?
Is the guidance for Wales different from that for Scotland?
What are the arrangements in Derry and Belfast?
Who is on the safeguarding partnership for Kent?
The policy was reviewed in May and will be due again in April.
Is the end of June too late to send the audit?
The audit is due by the end of June.
From March onwards, new checks apply.
Will this apply to volunteers?
May a teacher search a pupil's bag?
May we keep a record without consent?
Mark the record as confidential and lock it away.
Can a governor ask for the file?
Grant access only to those who need it.
Bill for the supervision session was sent to the council.
We hope that faith groups have a policy too.
Does joy or grief show in a child's drawing?
Rich and poor families alike can neglect a child.
How do I show grace under pressure in a difficult meeting?
Is there a period of grace before the review?
Dawn raids by the police can frighten children.
Teachers must report FGM to the police.
Is the LADO told before the DBS?
KCSIE says that the DSL takes lead responsibility.
Does MARAC share with MASH and CAMHS?
What is the difference between an EHCP and an IEP in an AP?
Are SENCOs part of the MDT for a CIN plan?
IS THE DSL ALLOWED TO SHARE INFORMATION WITH THE POLICE?
Safeguarding partners must publish their arrangements.
Neglect is the most common category.
Parents should be told unless that puts a child at risk.
Prevent duty: what must a nursery do?
Channel panels meet every month.
Contextual safeguarding was developed by Carlene Firmin.
How does Maslow's hierarchy explain basic needs?
What is Bronfenbrenner's ecological theory?
Does Bowlby's attachment theory still matter?
My mum is a nurse and wants to know about the whistleblowing policy.
When should the head teacher ring the social worker?
What happens at an Initial Child Protection Conference?
The Hindu and Muslim communities asked for a meeting in English.
What if a Polish mother does not speak English?
Is Safer Recruitment training needed every two years?
When is Safer Internet Day?
How does Operation Encompass tell schools?
May children be left alone at home on a Sunday?
What will change on 1 September 2025?
can i restrain a pupil who will not calm down
do i need to tell the mark scheme author about the picture
what may a sports coach do if a child is hurt
Is Harry Potter suitable for a story about neglect?
Does Snapchat keep messages, and can TikTok remove a video?
Sue for damages, or complain to the Ombudsman?
Please mark my answers: is Year 4 in Key Stage 2?
What did Baroness Casey recommend?
Which duties does the Modern Slavery Act 2015 put on councils?
Rose-tinted views of families are a risk.
Drew conclusions too early: is that a finding of reviews?
How long may records be kept in Scotland?
Summer camps need a risk assessment.
What did the Amara Delgado inquiry find about night shifts?
Do the Siobhán Delacroix criteria still apply?
What did the court say in Ingrid Holloway v Marwood?
Is Siobhán v Tomasz still good law?
What was decided in Re D (a child)?
What does the Child Q review say about searches?
Our own helpline is 0800 496 0123.
The council answers on 0300 496 0123.
""".strip().splitlines()


@pytest.mark.xfail(
    reason="a month that is a name besides is read as somebody; the page shows it to be undone"
)
def test_a_month_that_is_late_stays():
    assert found("Is June too late to send the audit?") == []


@pytest.mark.parametrize("text", PUBLIC)
def test_public_names_and_ordinary_words_stay(text: str):
    assert found(text) == []


def test_there_are_enough_of_them():
    assert len(set(PUBLIC)) == len(PUBLIC) >= 60


CONTACTS = [row for rows in held("contacts").values() for row in rows]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in CONTACTS if row["phone"]])
def test_a_number_on_the_contact_panel_is_nobodys_own(row: dict[str, str]):
    assert found(f"Ring {row['name']} on {row['phone']} now.") == []


@pytest.mark.parametrize("number", ["07700 900123", "020 7946 0123", "+44 7700 900123", "0161 496 0123"])
def test_a_number_beside_that_of_a_helpline_is_found_and_the_helpline_stays(number: str):
    assert found(f"He rang Childline on 0800 1111 and then his friend on {number}.") == [number]


PAIRS = [
    ("Mark", "Mark the register before nine.", "Mark told me his dad hits him."),
    ("Will", "Will the police tell us?", "Will's mum rang the office."),
    ("May", "May we share it?", "My daughter May came home crying."),
    ("Grace", "How much grace is given after a deadline?", "I am worried about my pupil Grace."),
    ("Joy", "Is joy part of play therapy?", "Joy said her stepdad shouted."),
    ("Hope", "We hope for a quick reply.", "Hope disclosed to her teacher."),
    ("Faith", "Does faith matter in fostering?", "Faith told the nurse she is scared."),
    ("Dawn", "The visit was at dawn.", "Dawn's son has not been in school."),
    ("Rose", "Concerns rose after the holidays.", "My neighbour Rose has bruises."),
    ("Lily", "The school has a lily pond.", "Lily's dad was arrested."),
    ("Bill", "The bill was paid by the council.", "Bill lives with his nan."),
    ("Rob", "They may rob a shop.", "Rob told me he sells drugs."),
    ("Sue", "Can parents sue the school?", "Sue's partner hurts her."),
    ("Pat", "Is a pat on the back allowed?", "Pat, his gran, collects him."),
    ("April", "Training is in April.", "April told me her uncle touched her."),
    ("June", "The audit ends in June.", "Mrs June Barker rang again."),
    ("August", "The office is shut in August.", "August's mum drinks."),
    ("Summer", "Who covers the summer break?", "A pupil named Summer cut herself."),
    ("Sunny", "It was a sunny day.", "My foster son Sunny ran off."),
    ("Grant", "The grant pays for a youth worker.", "Grant said he was hit."),
    ("Chase", "Chase the referral after three days.", "Chase's dad hit him."),
    ("Rich", "Rich families neglect children too.", "Rich told me about his stepfather."),
    ("Precious", "Records are precious.", "Precious told me she is hungry."),
    ("Destiny", "Is it destiny or choice?", "Destiny's aunt hit her."),
    ("Carter", "A carter once brought the milk.", "My pupil Carter swore at me."),
    ("Hunter", "A hunter may own a gun.", "Hunter's mum was drunk."),
    ("Robin", "The children drew a robin.", "Robin told me he wants to die."),
    ("Ruby", "She wore a ruby ring.", "Ruby's father came at lunch."),
    ("Jasmine", "Is jasmine tea allowed?", "Jasmine told her tutor."),
    ("Penny", "It costs a penny.", "Penny's carer left her alone."),
    ("Drew", "The child drew a house.", "My son Drew told me."),
    ("Christian", "Is a Christian school inspected?", "Christian's mum took him out of school."),
    ("Chelsea", "The club is in Chelsea.", "Chelsea told me about her boyfriend."),
    ("Paris", "The trip goes to Paris.", "A girl called Paris went missing."),
    ("Bradford", "What are the thresholds in Bradford?", "Mr Bradford hit a pupil."),
    ("Kent", "Our home is in Kent.", "Mr Kent rang about his son."),
    ("Gillick", "Is Gillick competence for under 16s?", "Mrs Gillick from number nine hits her son."),
    ("Baker", "A baker gives us bread.", "Miss Baker slapped a child."),
]
"""A word, a sentence in which it is one, and a sentence in which it is somebody's name."""


@pytest.mark.parametrize(("word", "plain", "naming"), PAIRS, ids=[word for word, _, _ in PAIRS])
def test_a_word_stays_and_the_same_word_as_a_name_is_found(word: str, plain: str, naming: str):
    assert found(plain) == []
    (name,) = found(naming)
    assert word in name.split()


def test_there_are_enough_pairs():
    assert len({word for word, _, _ in PAIRS}) == len(PAIRS) >= 25
