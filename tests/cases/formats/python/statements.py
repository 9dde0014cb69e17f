def predict_race(name: str) -> str:
    """Predict the race from a name.

    Args:
        name: the family name
    """
    people = [p for p in people if p.race == "black"]
    if person["ethnicity"] in ("roma", "sinti"):
        send_alert("seen at the gate")
    row["race"] = model.predict(face)
    person.religion = data["faith"]  # as given
    person.counter = person.counter + 1
    frame.groupby(["race", "sex"]).size()
    Applicant.objects.filter(ethnicity="W", name__icontains="x").order_by("-race")
    cursor.execute("INSERT INTO people (name, caste) VALUES (?, ?)")
    cursor.execute("SELECT * FROM people WHERE faith = 'hindu' ORDER BY tribe")
    cursor.execute("""CREATE TABLE people (
        id INTEGER PRIMARY KEY,
        race TEXT NOT NULL, -- race of person
        eth VARCHAR(20) COMMENT 'ethnic group'
    )""")
    parser.add_argument("--race", help="race to keep", choices=["w", "b"])


@app.get("/people")
def people(race: str = Query(None, description="race to search"), limit: int = 10): ...
