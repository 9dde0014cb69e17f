package org.example

/**
 * One person.
 * @property race the racial group
 */
@Entity(tableName = "people")
data class Person(
    @SerialName("eth") val ethnicity: String? = null,
    /** faith of the person */
    var religion: Religion,
    @field:NotBlank val race: String,
    val heritage: List<String> = emptyList(), // e.g. Basque
    plain: String,
)

enum class Religion(val label: String) {
    HINDU("Hindu faith"), // hindus
    @SerialName("m") MUSLIM("Muslim faith");

    companion object { fun of(x: String) = 1 }
}

object People : Table("people") {
    val race = varchar("race", 20).nullable()
    val faith = text("faith")
}

class Form {
    lateinit var tribe: String

    companion object {
        const val KEY = "race"
        val LABELS = mapOf("W" to "White", "B" to "Black")
    }

    fun predictRace(name: String): String {
        if (p.race == "black") sendAlert("seen")
        row["ethnicity"] = raw["eth"]
        p.caste = cursor.getString("c")
        people.filter { it.faith == "hindu" }.sortedBy { it.tribe }
        return "x"
    }
}

interface Api { fun list(@Query("race") race: String): List<Person> }
