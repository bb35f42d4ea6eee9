"""The bodies and people that guidance gives things to do to, as it names them."""

import re

_NAMES = """
local authority designated officer, LADO, designated officer,
safeguarding children partnership, local safeguarding children partnership, safeguarding partner,
safeguarding partnership, safeguarding children board, local safeguarding children board,
safeguarding adults board, safeguarding adult board, LSCB, LSCP, SAB,
designated safeguarding lead, deputy designated safeguarding lead, DSL, deputy,
designated doctor, designated nurse, designated teacher, designated professional,
named doctor, named nurse, named midwife, named GP, named professional,
local authority children's social care, children's social care, adult social care, social care,
social worker, social work team, lead practitioner, practice supervisor, team manager,
local authority, council, police, police officer, police force, chief constable,
integrated care board, ICB, clinical commissioning group, CCG, NHS, NHS England, NHS Trust,
health visitor, health professional, health practitioner, health service, health authority,
GP, general practitioner, doctor, nurse,
Ofsted, Care Quality Commission, CQC, Independent Schools Inspectorate, ISI, inspector, lead inspector,
Disclosure and Barring Service, DBS, Teaching Regulation Agency, TRA,
Department for Education, DfE, Department of Health, Department of Health and Social Care, Home Office,
Ministry of Justice, Secretary of State, Charity Commission, Information Commissioner, ICO,
governing body, governor, proprietor, chair of governors, management committee, trustee, academy trust,
headteacher, head teacher, principal, senior leadership team, senior leader, virtual school head,
case manager,
registered manager, registered person, registered provider, responsible individual, nominated individual,
teacher, staff, volunteer, contractor, employer, provider, commissioner, agency, practitioner, professional,
youth offending team, youth offending service, probation, probation service, prison service, Cafcass, NSPCC,
court, Court of Protection, coroner, magistrate, tribunal, Public Guardian,
child safeguarding practice review panel, national child safeguarding practice review panel, the panel,
independent reviewing officer, IRO, independent person, independent visitor, independent advocate,
independent mental capacity advocate, IMCA, advocate, attorney, donee,
parent, carer, foster carer, guardian
"""
_OR_DEPUTY = r"(?: \(?(?:and|or) (?:a |any )?deput(?:y|ies)\)?)?"
_IN_A_NAME = r"(?:(?<=(?-i:[A-Z])(?-i:[A-Z]))|(?!(?-i: [A-Z][a-z])|[’']s (?-i:[A-Z])|[’']s record))"
"""Not before what makes a word part of the name of something else: "Employer Access service"."""


def pattern() -> re.Pattern[str]:
    """Finds any of them, one or several."""
    names = sorted((name.strip() for name in _NAMES.replace("\n", " ").split(",")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_counted, names))})\b{_IN_A_NAME}", re.I)


def _counted(name: str) -> str:
    """A name in the singular or the plural."""
    spelled = re.escape(name).replace("'", "[’']")
    if name.endswith("y"):
        return f"{spelled[:-1]}(?:y|ies)"
    if name == "chair of governors":
        return r"chairs?\ of\ governors"
    return f"{spelled}s?{_OR_DEPUTY if name.endswith('safeguarding lead') else ''}"
