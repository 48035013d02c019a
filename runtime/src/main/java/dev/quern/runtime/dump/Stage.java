package dev.quern.runtime.dump;

import java.util.Locale;

/** What of a plan or kernel is written down, each with a sentence about it. */
public enum Stage {
  GIVEN(
      "given.graph",
      "The tensor graph as the program built it: a line a node, its sources by number; the comment says which"
          + " module and which line of the program made it."),
  SIMPLIFIED(
      "simplified.graph",
      "The same graph after the rewrite rules. Kernels are made of these nodes; all other files number nodes"
          + " as this one does."),
  RULES("rules.jsonl", "Each rewrite rule that fired, in order, with the node before and after."),
  NODES(
      "nodes.jsonl",
      "The nodes of both graphs for programs to read: what they are, where they come from, which launches"
          + " compute them."),
  SCHEDULE(
      "schedule.txt",
      "What runs: each launch in order, the loops it has, what it stores, and who reads that."),
  REASONS(
      "reasons.jsonl",
      "Why each value is stored or inlined, and which kernels were joined or not, by which rule and numbers."),
  MEMORY(
      "memory.txt",
      "The buffers of the plan: what is given, what is asked for, and the temporaries, those with the same arena"
          + " number sharing their memory."),
  TIMINGS(
      "timings.jsonl",
      "What was measured, and what was found in a cache: the one file that differs from run to run."),
  ERROR("error.txt", "Why the plan could not be compiled."),

  GRAPH(
      "kernel.graph",
      "What the kernel computes, as a tensor graph of its own; #n are the kernel's buffers."),
  EXPRESSIONS(
      "1-expressions.ir",
      "Each stored element as one expression over loop variables, before there are loops."),
  MERGED(
      "2-merged.ir",
      "The same after neighbouring loops were made one where memory runs through both in one stride."),
  LOOPS(
      "3-loops.nest",
      "The loops: what is shared out and what runs inside, with accumulators; exp, tanh and their like are still"
          + " single operations."),
  MEMBERS("4-members.nest", "The kernels that run side by side in this launch, each by itself."),
  NEST(
      "kernel.nest",
      "The loops, every operation exact; the header says how they are to run. 'quern kernels run'"
          + " takes this file."),
  PASSES(
      "kernel.loops.nest",
      "The same after the passes over its loops: vectors, registers in flight, strips and what is left of them."
          + " The source spells this."),
  DECISIONS(
      "decisions.txt",
      "How the loops run: in vectors, with how many accumulators, in what chunks."),
  SOURCE("source", "The source that is compiled and run."),
  SUPPORT("support", "The source of a hand-tuned piece that the kernel calls."),
  LOG("log.txt", "What the device's compiler said.");

  private final String file;
  private final String about;

  Stage(String file, String about) {
    this.file = file;
    this.about = about;
  }

  /** The file's name, for sources how it begins. */
  public String file() {
    return file;
  }

  /** A sentence about it. */
  public String about() {
    return about;
  }

  /** What {@code --stage} calls it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
