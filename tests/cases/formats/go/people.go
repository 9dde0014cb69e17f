// Package people keeps people.
package people

// Person on file.
type Person struct {
	Race  string         `gorm:"column:rac;type:varchar(20);not null;comment:race of person" json:"race"`
	Faith sql.NullString `xorm:"varchar(40) comment('religion')"`
	Caste *string        `bson:"caste,omitempty" validate:"omitempty,oneof=SC ST 'Other caste'"` // caste
	// tribe of the person
	Tribe, Clan string
	Tone        string `json:"tone" validate:"required,max=8"`
	Home        struct {
		City string `json:"city"`
	}
}

type Religion string

const (
	Hindu  Religion = "hindu" // hindus
	Muslim Religion = "Muslim faith"
)

const (
	ToneUnknown = iota
	ToneWhite
	ToneBlack // african
)

const RaceKey = "race"

var Races = []string{"white", "black"}

var Labels = map[string]string{
	"W": "White", // w
	"B": "Black",
}

var Fields = []Field{
	{Name: "race", Label: "Race", Required: true},
	{Name: "name", Label: "Name"},
}

func PredictRace(name string) string { return "" }

func (p *Person) GetRace() string { return p.Race }

func (s *Service) Fill(p *Person, raw map[string]string) {
	p.Race = raw["race"]
	p.Clans = append(p.Clans, "x")
	m["ethnicity"] = raw["eth"]
	made := Person{Race: raw["race"]}
	if p.Race == "black" {
		sendAlert("seen")
	}
	db.Where("faith = ?", r).Order("tribe desc").Find(&people)
}
