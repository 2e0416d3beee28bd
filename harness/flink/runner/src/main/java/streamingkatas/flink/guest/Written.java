package streamingkatas.flink.guest;

/**
 * A function of an operator as its author wrote it, for a failure that has to say which one it is about.
 *
 * @param role its role in the operator
 * @param call the name by which Java asks for it; null where any of the object's methods may be meant
 */
record Written(Operator operator, String role, String call) {}
