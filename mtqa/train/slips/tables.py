"""Tables of confusions that slips are made from: what learners, careless writers and weak systems exchange."""

# ruff: noqa: SIM905 (word lists read better as words)

from __future__ import annotations

from mtqa.grammar.function_words import FUNCTION_WORDS

# What stands for a preposition in learners' English, the likeliest first and repeated where it is likelier.
PREPOSITIONS = {
    "in": ["on", "on", "at", "at", "of", "for", "into", "to", "from", "by", "with", "within"],
    "on": ["in", "in", "in", "at", "at", "of", "for", "about", "to", "over", "upon"],
    "at": ["in", "in", "in", "on", "on", "to", "for", "of", "by"],
    "of": ["for", "for", "in", "in", "from", "from", "about", "to", "on", "by", "with"],
    "for": ["of", "of", "to", "to", "in", "on", "at", "with", "about", "by"],
    "to": ["for", "for", "in", "in", "at", "of", "on", "with", "into", "towards"],
    "with": ["by", "by", "of", "of", "to", "in", "for", "from", "at", "about"],
    "by": ["with", "with", "from", "from", "in", "of", "for", "on", "through"],
    "from": ["of", "of", "of", "by", "by", "in", "since", "to", "for", "at"],
    "about": ["of", "of", "on", "for", "to", "over", "around"],
    "into": ["in", "in", "in", "to", "to", "on"],
    "during": ["in", "in", "at", "while", "for", "along"],
    "since": ["from", "for", "for", "in"],
    "until": ["till", "by", "to"],
    "between": ["among", "among", "of", "in"],
    "among": ["between", "between", "in", "of"],
    "over": ["on", "above", "about", "in"],
    "through": ["by", "by", "via", "in", "across", "throughout"],
    "against": ["to", "for", "with", "on"],
    "under": ["in", "below", "by", "beneath"],
    "towards": ["to", "for", "at"], "toward": ["to", "for", "at"],
    "within": ["in", "in", "inside", "for"], "before": ["ago", "until", "in front of"],
    "after": ["in", "since", "later", "for"], "without": ["with no", "with", "no"],
    "upon": ["on", "to"], "across": ["in", "over", "through"], "around": ["about", "in", "over"],
    "behind": ["after", "back"], "except": ["except for", "besides", "without"], "like": ["as", "as", "such as"],
    "as": ["like", "like", "as a", "such as"], "near": ["near to", "next", "close"],
}  # fmt: skip
ARTICLES = {"a", "an", "the"}
DETERMINERS = {
    "this": ["these", "these", "it"], "these": ["this", "this", "this", "that"],
    "that": ["those", "those"], "those": ["that", "that", "them"],
    "some": ["any", "any"], "any": ["some"], "each": ["all", "both"], "every": ["all", "every of the"],
    "another": ["other", "other", "an other"], "other": ["others", "others", "another"], "all": ["every", "whole"],
    "both": ["the both"], "its": ["it's", "it's", "it"], "their": ["they", "them", "theirs"], "his": ["him", "he"],
    "her": ["she", "hers"], "our": ["us", "ours"], "my": ["me", "mine"], "your": ["you", "yours"],
    "no": ["not", "none"], "several": ["a several"], "such": ["so", "such a"],
}  # fmt: skip
PRONOUNS = {
    "he": ["him", "his"], "she": ["her"], "they": ["them", "their"], "we": ["us", "our"], "him": ["he", "his"],
    "them": ["they", "their"], "us": ["we", "our"], "me": ["I", "my"], "it": ["its", "them"],
    "themselves": ["theirselves", "themself", "itself"], "himself": ["hisself"], "itself": ["themselves"],
    "ourselves": ["ourself", "us"], "herself": ["himself"], "yourself": ["you"], "everyone": ["every one"],
    "others": ["other", "another"], "someone": ["some one"], "anyone": ["any one"], "something": ["some thing"],
    "anything": ["any thing"], "nothing": ["no thing"], "hers": ["her", "her's"], "theirs": ["their", "their's"],
    "ours": ["our", "our's"], "yours": ["your", "your's"], "i": ["me"],
}  # fmt: skip
CONJUNCTIONS = {
    "and": ["also"], "or": ["nor"], "because": ["because of", "cause"],
    "although": ["even", "despite"], "though": ["even"], "while": ["during", "meanwhile"], "if": ["in case"],
    "whether": ["weather", "that"], "so": ["such"], "therefore": ["because"],
    "than": ["then", "then", "as", "that"], "as": ["than", "how"], "nor": ["or"],
    "despite": ["despite of", "although", "in spite"], "due": ["because"],
}  # fmt: skip
RELATIVES = {
    "who": ["which", "which", "whom", "he"], "which": ["who", "what", "it"], "that": ["what", "who"],
    "whom": ["which"], "whose": ["which", "who's", "who"], "where": ["which", "that"], "what": ["that", "which"],
    "how": ["that", "what"], "why": ["because", "that"], "there": ["it", "they"],
}  # fmt: skip
# Words taken for one another, each set both ways. Words of nearly the same meaning are left out: either may be right.
_CONFUSED = (
    "their there they're", "its it's", "your you're", "whose who's", "then than", "affect effect", "affects effects",
    "affected effected", "accept except", "advice advise", "lose loose", "losing loosing", "quite quiet", "to too",
    "principal principle", "principals principles", "complement compliment", "stationary stationery", "weather whether",
    "were where", "passed past", "lead led", "breath breathe", "cloth clothes",
    "politic political",
    "device devise", "raise rise", "raised rose", "lay lie", "lied laid", "sit set",
    "borrow lend", "say tell", "said told", "speak talk", "make do", "made done",
    "do make", "look see watch", "remember remind", "rob steal", "win beat earn",
    "fun funny", "interesting interested", "boring bored", "exciting excited",
    "surprising surprised", "tiring tired", "confusing confused", "hard hardly", "late lately", "near nearly",
    "high highly", "most mostly almost", "alone lonely", "sometime sometimes", "beside besides", "especially specially",
    "too very", "so very", "such so", "ago before",
    "eventually finally", "respectable respectful respective", "human humane",
    "personal personnel", "moral morale", "desert dessert", "adapt adopt", "adapted adopted", "adverse averse",
    "allude elude", "assure ensure insure", "council counsel", "elicit illicit", "eminent imminent", "precede proceed",
    "later latter", "lightning lightening", "proceed precede", "prescribe proscribe",
    "site sight cite", "through threw thorough", "thought though through", "waist waste", "weak week", "whole hole",
    "wear were", "of off", "from form", "form from", "peace piece", "plain plane", "pray prey", "right write",
    "role roll", "sea see", "steal steel", "tail tale", "threw through", "vain vein", "wander wonder", "price prize",
    "safe save", "believe belief", "life live", "lives lifes", "prove proof", "choose chose", "costumer customer",
    "conscious conscience", "ethic ethnic", "conservation conversation", "contact contract", "trail trial",
    "angel angle",
    "casual causal", "public pubic", "united untied", "prefect perfect", "diner dinner", "singe single",
    "infect infest", "altar alter", "bare bear", "brake break", "buy by", "coarse course", "die dye", "fair fare",
    "heal heel", "hear here", "knew new", "know now", "lessen lesson", "meat meet", "no know", "one won", "pair pear",
    "poor pour", "sole soul", "some sum", "stair stare", "two to", "wait weight", "which witch", "would wood",
)  # fmt: skip
# Exchanges made one way only: the right word is far commoner, so that the other way round teaches nothing.
_ONE_WAY = frozenset("pubic wood witch untied prefect singe pear won sum lifes politic costumer".split())
CONFUSED: dict[str, list[str]] = {}
for _set in _CONFUSED:
    for _word in _set.split():
        if _word not in _ONE_WAY:
            CONFUSED.setdefault(_word, []).extend(other for other in _set.split() if other != _word)
QUANTITIES = {
    "much": ["many", "many", "a lot"], "many": ["much", "much", "a lot", "lot of"], "fewer": ["less", "less", "few"],
    "less": ["fewer", "little", "lesser"], "few": ["little", "a few", "fewer"], "little": ["few", "small", "a little"],
    "amount": ["number", "quantity"], "number": ["amount", "amount", "quantity"], "more": ["much", "most", "many"],
    "most": ["more", "the most", "almost"], "very": ["very much", "so", "too"], "enough": ["much", "enough of"],
}  # fmt: skip
MODALS = {
    "will": ["is", "will be"], "would": ["had"], "can": ["is"], "may": ["maybe"], "must": ["must to"],
    "should": ["should to"], "is": ["are", "are", "be", "has", "it's", "been"], "are": ["is", "is", "is", "have", "be"],
    "was": ["were", "were", "been", "be"], "were": ["was", "was", "was", "been"],
    "has": ["have", "have", "have", "is"], "have": ["has", "has", "are", "having"],
    "had": ["has had", "was"], "does": ["do", "do", "is"], "do": ["does", "does", "make"], "did": ["was", "done"],
    "been": ["being", "be", "be", "was"], "being": ["been", "be", "is"], "be": ["being", "been", "is", "become"],
    "am": ["is", "are"], "don't": ["doesn't", "doesn't", "not"], "doesn't": ["don't", "don't"], "didn't": ["not"],
    "isn't": ["aren't", "doesn't"], "aren't": ["isn't", "don't"], "wasn't": ["weren't", "didn't"],
    "weren't": ["wasn't"],
}  # fmt: skip
MASS = {
    "information": "informations", "advice": "advices", "knowledge": "knowledges", "equipment": "equipments",
    "research": "researches", "evidence": "evidences", "furniture": "furnitures", "homework": "homeworks",
    "progress": "progresses", "traffic": "traffics", "software": "softwares", "staff": "staffs", "news": "new",
    "luggage": "luggages", "feedback": "feedbacks", "access": "accesses", "damage": "damages", "behavior": "behaviors",
    "behaviour": "behaviours", "training": "trainings", "infrastructure": "infrastructures", "people": "peoples",
    "children": "childrens", "men": "mans", "women": "womans", "lives": "lifes", "feet": "foots", "data": "datas",
    "police": "polices", "series": "serie", "species": "specie", "means": "mean", "economics": "economic",
    "mathematics": "mathematic", "politics": "politic", "weather": "weathers", "health": "healths", "media": "medias",
    "criteria": "criterias", "phenomena": "phenomenons", "leaves": "leafs", "wives": "wifes", "aircraft": "aircrafts",
}  # fmt: skip
# Misspellings that people make again and again.
MISSPELT = {
    "accommodate": "accomodate", "achieve": "acheive", "across": "accross", "address": "adress",
    "aggressive": "agressive", "apparent": "apparant", "appearance": "appearence", "argument": "arguement",
    "assassination": "assasination", "basically": "basicly", "beginning": "begining", "believe": "beleive",
    "business": "buisness", "calendar": "calender", "category": "catagory", "cemetery": "cemetary",
    "changeable": "changable", "colleague": "collegue", "coming": "comming", "committee": "commitee",
    "committed": "commited", "completely": "completly", "conscious": "concious", "controversy": "contraversy",
    "definitely": "definately", "dilemma": "dilemna", "disappear": "dissapear", "disappoint": "dissapoint",
    "disappointed": "dissapointed", "ecstasy": "ecstacy", "embarrass": "embarass", "environment": "enviroment",
    "existence": "existance", "experience": "experiance", "familiar": "familar", "finally": "finaly",
    "foreign": "foriegn", "forty": "fourty", "forward": "foward", "friend": "freind", "friends": "freinds",
    "further": "futher", "government": "goverment", "governments": "goverments", "grammar": "grammer",
    "guarantee": "garantee", "happened": "happend", "harass": "harrass", "height": "heigth", "honorary": "honourary",
    "humorous": "humourous", "immediately": "immediatly", "independent": "independant", "independence": "independance",
    "interrupt": "interupt", "knowledge": "knowlege", "liaison": "liason", "maintenance": "maintainance",
    "millennium": "millenium", "necessary": "neccessary", "noticeable": "noticable", "occasion": "occassion",
    "occurred": "occured", "occurrence": "occurence", "parliament": "parliment", "particularly": "particulary",
    "persistent": "persistant", "possession": "posession", "possible": "posible", "preferred": "prefered",
    "probably": "probaly", "professional": "proffesional", "publicly": "publically", "really": "realy",
    "receive": "recieve", "received": "recieved", "recommend": "reccomend", "referred": "refered",
    "relevant": "relevent", "religious": "religous", "remember": "rember", "resistance": "resistence",
    "responsibility": "responsability", "restaurant": "restaraunt", "schedule": "shedule", "science": "sience",
    "separate": "seperate", "separated": "seperated", "several": "severel", "similar": "similiar",
    "sincerely": "sincerly", "sentence": "sentance", "successful": "succesful", "success": "sucess",
    "supersede": "supercede", "surprise": "suprise", "therefore": "therefor", "tomorrow": "tommorow",
    "tongue": "tounge", "truly": "truely", "until": "untill", "unfortunately": "unfortunatly", "usually": "usualy",
    "weird": "wierd", "which": "wich", "whether": "wether", "writing": "writting", "written": "writen",
    "always": "allways", "because": "becouse", "beautiful": "beatiful", "different": "diffrent", "develop": "develope",
    "development": "developement", "country": "contry", "people": "poeple", "their": "thier", "with": "whith",
    "explanation": "explaination", "interesting": "intresting", "important": "importent", "although": "althought",
    "through": "trough", "thought": "tought", "strength": "strenght", "length": "lenght", "studying": "studing",
    "together": "togehter", "every": "evry", "would": "whould", "should": "shoud", "could": "coud", "where": "were",
    "pronunciation": "pronounciation", "medicine": "medecine", "example": "exemple", "responsible": "responsable",
    "career": "carreer", "exercise": "excercise", "opinion": "oppinion", "opportunity": "oportunity",
    "comfortable": "confortable", "especially": "expecially", "advertisement": "advertisment", "society": "socity",
}  # fmt: skip
# Words written as one or as two.
TOGETHER = {
    ("a", "lot"): "alot", ("in", "fact"): "infact", ("as", "well"): "aswell", ("at", "least"): "atleast",
    ("each", "other"): "eachother", ("any", "more"): "anymore", ("may", "be"): "maybe", ("every", "day"): "everyday",
    ("in", "spite"): "inspite", ("even", "though"): "eventhough", ("of", "course"): "ofcourse", ("no", "one"): "noone",
    ("all", "right"): "alright", ("some", "time"): "sometime", ("in", "to"): "into", ("can", "not"): "cannot",
    ("all", "ready"): "already", ("high", "school"): "highschool", ("more", "over"): "moreover",
}  # fmt: skip
APART = {
    "cannot": "can not", "today": "to day", "without": "with out", "however": "how ever", "whereas": "where as",
    "into": "in to", "maybe": "may be", "throughout": "through out", "everyone": "every one", "someone": "some one",
    "something": "some thing", "everything": "every thing", "nowadays": "now days", "moreover": "more over",
    "nevertheless": "never the less", "myself": "my self", "themselves": "them selves", "itself": "it self",
    "another": "an other", "already": "all ready", "together": "to gether", "sometimes": "some times",
    "everyday": "every day", "afternoon": "after noon", "website": "web site", "worldwide": "world wide",
    "outside": "out side", "inside": "in side", "anyone": "any one", "anymore": "any more", "meanwhile": "mean while",
}  # fmt: skip
# A verb or adjective, and the preposition that learners put after it or leave out.
EXTRA_AFTER = {
    "discuss": "about", "discussed": "about", "discussing": "about", "discusses": "about", "mention": "about",
    "mentioned": "about", "enter": "into", "entered": "into", "entering": "into", "reach": "to", "reached": "to",
    "reaching": "to", "approach": "to", "approached": "to", "marry": "with", "married": "with", "attend": "to",
    "attended": "to", "affect": "on", "affected": "on", "affects": "to", "face": "to", "faced": "to",
    "contact": "with", "contacted": "with", "emphasize": "on", "emphasized": "on", "request": "for",
    "requested": "for", "lack": "of", "lacks": "of", "lacked": "of", "visit": "to", "visited": "to", "join": "to",
    "joined": "to", "answer": "to", "answered": "to", "ask": "to", "asked": "to", "tell": "to", "told": "to",
    "call": "to", "called": "as", "describe": "about", "described": "about", "explain": "about", "consider": "as",
    "considered": "as", "resemble": "to", "influence": "on", "influenced": "on", "help": "to", "helped": "to",
    "support": "to", "supported": "to", "follow": "to", "followed": "to", "investigate": "about", "demand": "for",
    "demanded": "for", "study": "about", "studied": "about", "leave": "from", "left": "from", "despite": "of",
    "near": "to", "outside": "of", "inside": "of", "opposite": "to", "obey": "to", "oppose": "to", "opposed": "against",
}  # fmt: skip
OPENERS = frozenset(
    "however therefore moreover furthermore finally today then thus meanwhile nevertheless instead indeed also later "
    "unfortunately fortunately recently now usually often sometimes consequently additionally similarly".split()
)
SUBORDINATORS = frozenset(
    "because although while when if that since where whereas unless which who before after".split()
)
ADVERBS = frozenset(
    "always usually often sometimes never also still already just only really probably certainly recently finally "
    "currently generally actually quickly slowly easily clearly simply soon ever even especially almost now then "
    "today here there again too well very".split()
)
BE = frozenset("is are was were be been being am".split())
AUXILIARIES = BE | frozenset("has have had do does did will would can could may might must shall should".split())
# What a noun in the singular, and in the plural, stands after.
ONE = frozenset("a an each every one this that another much".split())
SEVERAL = frozenset(
    "many several these those few various both two three four five six seven eight nine ten hundred dozen numerous "
    "different".split()
)
# Words that tell when something was.
TIMES = frozenset("yesterday ago last then now currently today since already tomorrow every usually often".split())
SUBJECTS = frozenset("i you he she it we they who which that this there people".split())
FUNCTION = FUNCTION_WORDS | frozenset(
    "about over under between among during since until through against within before after without upon across around "
    "while although though yes too even still yet already again why whom whose am having done doing all both either "
    "neither such other another others one two three four five six seven eight nine ten first second many much more "
    "most few less least several own same up down out off now then ever never always often however therefore thus down "
    "well per via like".split()
)
NO_NOUNS = frozenset(
    "new news good bad great old young big small high low long short right left true last next past public recent "
    "early late later free full open hard easy able own real whole according thing sure mean means politic economic "
    "physic mathematic ethic pant clothe glass glasses doe mas thu hi las pas les bos gas goods as us yes wa ha hers "
    "ours yours theirs let get got make made take took give gave come came went know knew think thought see saw say "
    "said tell told become became begin began find found keep kept bring brought buy bought feel felt leave seem seems "
    "seemed become becomes include includes provide provides require requires allow allows remain remains exist exists "
    "contain contains consist consists occur occurs describe describes suggest suggests argue argues happen happens "
    "him himself itself herself themselves above below eleven twelve twenty hundred thousand million billion".split()
)
NO_VERBS = FUNCTION | frozenset(
    "people number time year day way man woman child world life hand part place case week company system government "
    "night point home room mother area money story fact month lot right study book eye job word business issue side "
    "kind head house service friend father power hour game line end member law car city community name president team "
    "minute idea body information back parent face level office door health person art war history party result "
    "morning reason research girl guy moment air teacher force education foot boy age policy music bed need water off "
    "evening seed even wing wed long bear dis red best better late near till thing something anything nothing during "
    "building king ring string spring wound hundred hatred sacred naked wicked interest state young color colour "
    "general subject good well light like mean just".split()
)
