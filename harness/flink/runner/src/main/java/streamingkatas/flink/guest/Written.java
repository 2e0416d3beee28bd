package streamingkatas.flink.guest;

/**
 * Which of an operator's functions, as its author wrote it, a call is about.
 *
 * @param role of the function in its operator; null: its last one's
 * @param call the name by which Java asks for it; null where it is not known
 */
record Written(String role, String call) {
    /** For what an operator gave, whichever function of it that was. */
    static final Written LAST = new Written(null, null);
}
