package gate.model;

/** A person the gate has seen. */
public class Person {
    public enum Religion { NONE, CHRISTIAN, MUSLIM }
    private String name;
    /** as printed in the passport */
    private String nationality;
    private Religion religion;
    private int doorCount;
}
