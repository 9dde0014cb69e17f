class Cut:
    race: str  # 🙂 民族
    broken = (
    faith: str

FAITHS = ["🕌 islam", "hindu"]
