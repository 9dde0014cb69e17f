"""Register of applicants."""

from enum import Enum

RACE_CHOICES = (
    ("W", "White"),
    ("B", _("Black or African")),
)


class Applicant(models.Model):
    """One person who applies."""

    class Meta:
        verbose_name = "person applying"
        ordering = ["-ethnicity"]

    #: as stated
    ethnicity = models.CharField(_("ethnic group"), max_length=2, choices=RACE_CHOICES, help_text="free to leave")
    religion = models.ForeignKey(Faith, null=True, on_delete=models.SET_NULL)  # faith

    @property
    def is_black(self):
        return self.race == "b"


class Row(Base):
    __tablename__ = "people"
    race = Column("rac", String(20), nullable=False, comment="race of person")
    faith = sa.Column(sa.Enum("hindu", "muslim", name="faith"))
    caste: Mapped[Optional[str]] = mapped_column(String(10))


class Incoming(BaseModel):
    race: Literal["white", "black"]
    ethnicity: Optional[str] = None
    """Ethnic group of the person."""
    nationality: str = Field(..., description="Nationality", max_length=3)
    faith: Annotated[str, Field(description="religion")]
    languages: list[str] = Field(default_factory=list)


class RaceForm(forms.Form):
    race = forms.ChoiceField(label="Race", choices=RACE_CHOICES, required=False)
    tribe = StringField("Tribe", validators=[DataRequired()])


class FaceLayout(Structure):
    _fields_ = [
        ("byRace", c_ubyte),  # 1 yellow, 2 black
    ]


Person = namedtuple("Person", "race name")
operations = [
    migrations.AddField(model_name="applicant", name="caste", field=models.CharField(max_length=3, null=True)),
]
