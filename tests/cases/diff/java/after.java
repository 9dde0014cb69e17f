package gate.model;

/** A person the gate has seen. */
public class Person {
    public enum Religion { NONE, CHRISTIAN, MUSLIM, JEWISH }
    private String name;
    /** as guessed from the face */
    private String nationality;
    private Religion religion;
    private long doorCount;
}
