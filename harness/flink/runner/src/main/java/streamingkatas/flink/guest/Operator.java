package streamingkatas.flink.guest;

import java.io.Serializable;

/**
 * An operator of the recorded graph, as functions know it.
 *
 * @param id its place in the graph
 * @param name as the Web UI shows it
 * @param shared whether others are given its input's elements too, so that it must work on copies
 */
public record Operator(int id, String name, boolean shared) implements Serializable {}
