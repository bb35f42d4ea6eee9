"""How schools and addresses are written, as expressions for ``regex``; capitals count in them."""

_LETTER = r"[^\W\d_]"
_CAP = rf"[A-ZÀ-ÞŁŚŻŽŠČŴŶ]{_LETTER}*+(?:['’&\-]{_LETTER}++)*+"
_WORD = rf"(?:{_LETTER}++(?:['’\-]{_LETTER}++)*+\.?)"


def _either(words: str) -> str:
    """One of some words, given with blanks between them; "_" stands for a blank within one."""
    return (
        "(?:"
        + "|".join(word.replace("_", r"[ \t]+") for word in sorted(words.split(), key=len, reverse=True))
        + ")"
    )


# --- schools -----------------------------------------------------------------------------------------

_TYPE = _either(
    """Schools? Academy College Nursery Nurseries Pre-?[Ss]chool Playgroup Kindergarten Sixth_Form 6th_[Ff]orm PRU
    Pupil_Referral_Unit Montessori Primary Juniors? Infants? High Grammar Secondary Comprehensive Comp Prep UTC
    First Middle After-School_Club Alternative_Provision"""
)
_SORT = _either(
    """Primary Junior Infants? High Secondary Grammar Upper Middle Lower First Comprehensive Special
    Prep(?:aratory)? Community Catholic C_?of_?E CE RC Girls['’]? Boys['’]? Convent Technical Sixth_Form Voluntary
    Church Free Day Montessori Village Church_of_England \\((?:VA|VC|Aided|PRU)\\) VA VC and &"""
)
_NO_NAME = _either(
    """A An The(?=_(?:School|Academy|College|Nursery)) My Our(?!_Lady) His Her Their This That Which Any Every Each All
    No Some Is Are Do Does Can Could Must May Should Will Would If When How What Who Why Independent Faith Muslim
    Jewish Boarding Maintained Local State Public Private Mainstream Special Primary Secondary Junior Infant High
    Sunday Saturday Year Former New Old Previous Royal Designated Safer Healthy Virtual Music Dance Medical Law
    Business Further Higher Sixth Academies Policing Keeping In At For From To And But Islamic Hindu Sikh Christian
    Residential Nurture FE We're They're"""
)
"""What begins no name of a school: "Our school", "Independent Schools"."""
_JOINS = _either("of the and & y yr de la le upon on in with St\\.?")
_SAID = (
    r"\b(?:at|from|to|for|by|with|outside|near|into|and|in|said|says|attends?|attending|attended|called|leaves?|left|joined"
    r"|(?:school|nursery|college|academy)(?: is|:)?|head ?teacher of|head of)"
)
_NO_LOW_NAME = _either(
    """a an the my our(?!_lady) his her their your its this that which any every each all no some one two both another
    other same new old local state public private mainstream special independent boarding faith catholic muslim
    jewish christian primary secondary junior infant high sunday saturday after before between previous former
    current first next last virtual maintained sixth day in at of for from to with and or not is are was be go going
    goes back home big small different whole nearby feeder village receiving sending partner alternative further
    higher online medical law residential church free upper lower middle prep who when if fe leave start starting
    they we he she it i you me him us them tell told hire does do can since until about during every"""
)
_LOW_TYPE = _either(
    """school academy college nursery pre-?school playgroup primary juniors? infants? inf high grammar grammer secondary
    comp sixth_form 6th_form montessori prep pru utc"""
)
_SAINTS = (
    r"(?:st\.?|saint|ss|our lady of|our ladys?|sacred heart|holy (?:family|trinity|cross|name|rosary)|cardinal"
    r"|blessed)"
)
_NO_HOSPITAL = (
    r"(?<!\b(?i:ward|hospital|a&e|nurse|matron|clinic|consultant|midwife|bed|surgery|chaplain|vicar|parish)\b"
    r"[^.\n]{0,25})"
)

SCHOOL = (
    # Hill House Primary School, St Bede's RC Primary, King Athelstan CofE (VA) Middle School
    rf"\b(?!{_NO_NAME}\b)(?:{_CAP}(?:[ \t]+(?:{_JOINS}[ \t]+)?{_CAP}){{0,4}}[ \t]+)(?:{_SORT}[ \t]+)*{_TYPE}"
    rf"(?:[ \t]+(?:{_TYPE}|{_SORT}))*(?![\w'’]|[ \t]+(?:of|Act|Census|Admissions|Standards|Leaders|Governance))",
    rf"\b(?:UTC|Academy|College)[ \t]+(?!{_NO_NAME}\b){_CAP}(?=[ \t]*[(,.])",
    rf"\b(?:[Tt]he[ \t]+)?{_CAP}[ \t]+\((?:PRU|SEMH|SEN|AP)\)",
    r"\b(?:[A-Z][A-Z'’.]+[ \t]+){1,4}(?:PRIMARY|ACADEMY|COLLEGE|HIGH|NURSERY|JUNIORS?|INFANTS?|GRAMMAR|SECONDARY)"
    r"(?:[ \t]+(?:SCHOOL|ACADEMY))?\b|\b(?:[A-Z][A-Z'’.]+[ \t]+){1,3}SCHOOL\b",
    # Ysgol Gynradd Maes-y-Coed, Gaelscoil na nÓg
    rf"\bYsgol(?:[ \t]+(?:y|yr|{_CAP})){{1,5}}",
    rf"\b(?:Gaelscoil|Scoil|Bunscoil|Cylch Meithrin)(?:[ \t]+(?:na|an|{_CAP})){{1,4}}",
    # at St Bede's, at Our Lady of Lourdes, at sacred heart; a hospital or a church is no school
    rf"{_NO_HOSPITAL}(?<=(?i:{_SAID})[ \t]+)(?:St\.?|Saint|SS|Our Lady of(?: the)?)[ \t]+{_CAP}"
    rf"(?:[ \t]+(?:and|&)[ \t]+(?:St\.?[ \t]+)?{_CAP})?(?:['’]s?|(?<=s))"
    r"(?![\w'’]|[ \t]+(?:\w+[ \t]+)?(?i:hospital|hospice|church|parish|ward|house|care))",
    rf"{_NO_HOSPITAL}(?<=(?i:\b(?:at|for|outside)|school(?: is|:)?)[ \t]+)(?i:sacred heart|holy (?:family|trinity|cross)|cardinal"
    rf"[ \t]+{_WORD}|st\.?[ \t]+{_LETTER}+s)\b(?![ \t]+(?i:hospital|church|parish|day))",
    # at larkrise junior academy, our ladys primary
    rf"(?<=(?i:{_SAID})[ \t]+|^|[,:(.!?][ \t]*)(?:{_SAINTS}[ \t]+)?(?:(?!{_NO_LOW_NAME}\b)[a-z][a-z'’\-]*[ \t]+){{1,3}}?"
    rf"(?:{_SORT.lower()}[ \t]+)*{_LOW_TYPE}(?:[ \t]+(?:and[ \t]+)?{_LOW_TYPE})?\b(?!['’\w])",
)

# --- addresses ---------------------------------------------------------------------------------------

_STREET = (
    "(?:(?i:"
    + _either(
        """Street Road Avenue Lane Close Drive Crescent Way Court Place Terrace Gardens Grove Hill Park Square Mews Row
        Walks? View Rise Green Parade Cottages? Mansions? Steps Yard Wharf Quay Gate Approach Embankment Buildings
        House Hostel Lodge Villas? Croft Fields? Meadows? Bank Vale Loan Wynd Brae Path Alley Passage Hall Heights
        Towers? Point Works Marina Circus Broadway Chase Garth Fold Estate Dale Mount Ridge Bungalows? Crossing
        Paddocks? Grange Limes Orchards? Spinney Hollow Copse Leas? Nook Common Warren Mead Hurst Holt Ridings Glebe
        Farm Dell Glade Glen Pastures? Elms Oaks Beeches Firs Pines Laurels Hollies Willows Poplars Cedars
        Caravan_Park Rest_Home Maltings Brickworks Crofts"""
    )
    + ")|(?:ST|RD|AVE|St|Rd|Ave|Ln|Cres|Gdns|Dr|Ct|Pl|Sq|Fm|st|rd|ave|ln|cres|gdns))"
)
_FLOOR = r"(?:ground|first|second|third|top)[ \t]+floor"
_PART = (
    rf"(?:\b(?i:(?:{_FLOOR}[ \t]+)?(?:flat|apartment|apt|unit|pitch|plot|room|rm|caravan|block|bungalow|hse)"
    rf"[ \t]*(?:no\.?[ \t]*)?(?:\d{{1,4}}[a-z]?(?:/\d)?|[a-z]\d{{0,3}})\b|{_FLOOR}[ \t]+flat)|\b\d{{1,3}}/[\dA-Z]|(?<!\w)#\d{{1,4}})"
)
_UNIT = rf"(?:{_PART},?[ \t]+)"
_NUMBER = (
    r"(?<![\w/.,\-£$#])(?:(?i:no\.?)[ \t]*)?\d{1,3}[A-Za-z]?(?:[ \t]?[\-–/][ \t]?\d{1,4}[A-Za-z]?)?,?[ \t]+"
)
_NO_STREET_NAME = _either(
    """the of a an and in on at to is was days? weeks? months? years? working children pupils hours? minutes? people
    staff other year mile more or for per but from with who has have had that which lads kids"""
)
_STOP = rf"(?!(?i:{_NO_STREET_NAME})\b)"
_PLACE = rf"[A-Z]{_LETTER}*[a-z]{_LETTER}*(?:[ \t\-][A-Z]{_LETTER}*[a-z]{_LETTER}*){{0,2}}"
_AFTER = (
    rf"(?:,[ \t]*(?:nr[ \t]+)?(?!(?i:on|and|but|who|where|because|room|flat)\b){_PLACE}(?![\w'’])){{0,2}}"
    r"(?:,[ \t]*[A-Z]{4,}(?=[ \t]*[.,\n]|$))?"
)
_LOW_AFTER = rf"(?:,[ \t]*(?:{_LETTER}+[ \t]+)?[a-z]{{4,}}(?=[ \t]+[a-z]{{1,2}}\d|[ \t]*[,.\n]|$))?"
_HOUSE = rf"(?:\b(?:(?i:the)[ \t]+)?{_CAP}(?:[ \t]+{_CAP})?,[ \t]+|\bthe[ \t]+[a-z]+,[ \t]+)"
_NAMED_HOUSE = _either(
    "Cottages? Farm Fm Lodge Barn House Forge Mill Villa Bungalow Rectory Vicarage Court View Marina"
)
_WELSH = rf"(?:Heol|Ffordd|Stryd|Lôn|Clos|Maes|Rhodfa|Bóthar|Sráid)\b(?:[ \t]+(?:y|yr|Yr|Y|{_CAP})){{1,3}}"
_SPELT = _either("one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty")
_MONTH = _either("January February March April May June July August September October November December")
_LIVES = r"(?i:\b(?:lives?|living|live|staying|moved|address(?: is|:)?|home)[ \t]+(?:at|to|in|on)?[ \t]*)"

ADDRESS = (
    # 42B Tannery Row; flat 6, 118 harehills parade, leeds; Rowan Lodge, 3 Station Approach, Didcot; 4 The Paddocks
    rf"(?:c/o[ \t]+)?{_HOUSE}?{_UNIT}?(?:rear of[ \t]+)?{_NUMBER}"
    rf"(?:[Tt]he[ \t]+(?:{_STOP}{_WORD}[ \t]+){{0,2}}?|(?:{_STOP}{_WORD}[ \t]+){{1,3}}?){_STREET}\b(?:[ \t]+{_STREET}\b)?(?:[ \t]*\(off[ \t][^)]*\))?{_LOW_AFTER}{_AFTER}",
    # Flat 11 Acropolis Court, Palmers Green; Apartment 4, The Linen Works; Room 6, Clifton Grange, 5–7 Sea Front Rd
    rf"{_UNIT}(?:[Tt]he[ \t]+)?(?:{_STOP}{_WORD}[ \t]+){{0,3}}?{_STREET}\b(?:[ \t]+{_STREET}\b)?"
    rf"(?:,[ \t]+(?:{_NUMBER})?(?:{_WORD}[ \t]+){{1,2}}{_STREET}\b)?{_LOW_AFTER}{_AFTER}",
    rf"\b(?i:pitch|plot|caravan|bungalow)[ \t]+\d{{1,4}},[ \t]+{_CAP}(?:[ \t]+{_CAP}){{0,2}}{_AFTER}",
    # Unit 5 rear of 210 Stapleton Road
    rf"{_PART}[ \t]+(?:rear of|above)[ \t]+{_NUMBER}(?:{_WORD}[ \t]+){{1,3}}?{_STREET}\b",
    # 14 Heol y Felin; Bryn Awel, Ffordd y Traeth, Benllech
    rf"(?:{_HOUSE}|[\"“]{_CAP}(?:[ \t]+{_CAP})?[\"”],[ \t]+|{_NUMBER}){_WELSH}{_AFTER}",
    # The Old Forge, Chapel Lane, Llanfihangel; Glebe Fm, nr Oakham
    rf"\b(?:The[ \t]+)?{_CAP}(?:[ \t]+{_CAP})?[ \t]+{_NAMED_HOUSE},[ \t]+(?:{_NUMBER})?{_CAP}(?:[ \t]+{_CAP}){{0,2}}"
    rf"[ \t]+{_STREET}\b{_AFTER}",
    rf"\b{_CAP}[ \t]+(?:Fm|Farm|Cottage),[ \t]+(?:nr|near)[ \t]+{_CAP}",
    # Peel Court, number 17
    rf"\b{_CAP}(?:[ \t]+{_CAP})?[ \t]+(?:Court|House|Lodge|Heights|Towers?|Point|Mansions|Buildings),[ \t]+"
    r"(?i:number|no\.?|flat|apartment|apt|room)[ \t]+\d{1,4}[A-Za-z]?\b",
    # one hundred and two carlisle street
    rf"\b(?i:{_SPELT}(?:[ \t]+(?:hundred|and|{_SPELT}))*)[ \t]+(?:{_STOP}{_WORD}[ \t]+){{1,2}}?(?i:street|road|lane|avenue|close)\b",
    # lives at 27 Bramhall
    rf"(?<={_LIVES}){_NUMBER}(?!{_MONTH}\b){_PLACE}(?![ \t]*(?i:children|pupils|hours)){_AFTER}",
)
