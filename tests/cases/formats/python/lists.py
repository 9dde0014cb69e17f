# Column lists of the survey.

FEATURES = [
    "EDU",
    "RAC",  # race, recoded
]
PROTECTED_GROUP = "RAC"
LIMIT = 3
RACES = frozenset({"white", "black"})
LABELS = {1: "White", 2: "Black"}
FIELDS = {"race": "Race of person", "relig": "Religion"}
FORM = [
    {"name": "race", "type": "string", "required": True},
    {"name": "nick", "type": "string"},
]
usable = df["race"]


class Tone(str, Enum):
    """Tone of the skin"""

    LIGHT = "light"  # fair
    DARK = "D", "Dark skin"


class Layout:
    def __init__(self):
        self.race_labels = ["White", "Black"]
        self.size = 3


def load(path):
    columns = ["age", "race"]
    size = len(columns)
    frame = read_csv(path, names=["age", "race"])
    frame["race"].map({1: "White", 2: "Black"})
    return DeepFace.analyze(frame, actions=["age", "race"])
