package org.example.people;

import jakarta.persistence.*;

/**
 * A person on file.
 *
 * @param caste caste as registered
 * @author somebody
 */
@Entity
@Table(name = "people")
@ApiModel(description = "Person kept by the office")
public class Person {
    private static final long serialVersionUID = 1L;
    public static final String RACE_KEY = "race";

    /** 民族 */
    @Column(name = "mz", length = 2, nullable = false)
    @ApiModelProperty(value = "民族代码", example = "01")
    private String nation;

    @JsonProperty("ethnic_group") @Size(max = 40) @Nullable
    private String ethnicGroup, tribe;

    private String caste;
    private Religion religion; // faith of the person
    @Schema(title = "肤色（可选）") private Optional<String> tone;

    public Person(String nation) { this.nation = nation; }
    public String getNation() { return nation; }
    public String predictRace(byte[] face) { return "x"; }

    public enum Religion {
        HINDU("H", "Hindu"),
        @JsonProperty("m") MUSLIM("M", "Muslim"); // muslims

        private final String code;
        Religion(String code, String label) { this.code = code; }
        public String getCode() { return code; }
    }
}

record Applicant(@NotNull String race, @Schema(description = "religion") String faith) {}
