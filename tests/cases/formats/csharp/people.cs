using System;
namespace People.Data;

/// <summary>
/// A person <see cref="X"/> on file.
/// </summary>
[Table("people")]
public class Person : BaseEntity
{
    public const string RaceKey = "race";
    public static readonly Dictionary<string, string> Races = new() { { "W", "White" }, ["B"] = "Black" };
    private static readonly string[] Groups = { "White", "Black" };

    /// <summary>Ethnic group</summary>
    [Column("eth"), MaxLength(40), Display(Name = "Ethnic group", Description = "as stated")]
    [Required(ErrorMessage = "Ethnicity is needed")]
    public string Ethnicity { get; set; }
    public Religion? Religion { get; set; } // faith
    public required string Caste { get; init; }
    [JsonProperty("tribe", Required = Required.Always)] public string Tribe { get; set; }

    public string PredictRace(byte[] face) => "x";

    public void Fill(IDataReader r, Person p)
    {
        p.race = r["race"].ToString();
        cmd.Parameters.AddWithValue("@Race", p.race);
        if (p.Ethnicity == "roma") { Alert("roma seen"); }
        var found = db.People.Where(x => x.Race == "black").OrderBy(x => x.Ethnicity);
        var dto = new PersonDto { Race = p.Race, Name = p.Name };
        builder.Property(e => e.Clan).HasMaxLength(50).IsRequired().HasComment("clan");
        var sql = @"SELECT * FROM people WHERE faith = @r";
    }
}

public record Applicant([property: Required] string Race, string? Faith = null);

public enum Religion { [Display(Name = "Hindu faith")] Hindu = 1, /* muslims */ Muslim, Other }

public class Api { public Result Get([FromQuery(Name = "race")] string race, [FromBody] Person p) => Ok(); }
