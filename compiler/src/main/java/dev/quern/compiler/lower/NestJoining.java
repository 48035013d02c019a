package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.schedule.Quantity;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Tuning.Launches;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fuses kernels horizontally: joins those that do not wait for each other into one launch with a
 * segment for each: those that do the same to different tensors, of whatever sizes (an optimizer's
 * updates), and those that have little to do.
 */
public final class NestJoining {
  private static final int NUMBERS_OF_PLACE = 4;

  /** Is told why kernels that could run together are launched one by one. */
  public interface Apart {
    /** Hears nothing. */
    Apart UNHEARD = (kernel, other, rule, numbers) -> {};

    /**
     * Kernels by their position; {@code other} is in the launch that {@code kernel} did not join.
     */
    void say(int kernel, int other, String rule, List<Quantity> numbers);
  }

  /** A launch: the kernels, by position, that run in it, and what they became. */
  public record Joined(Lowered kernel, List<Integer> members) {
    public Joined {
      members = List.copyOf(members);
    }

    /** A launch of one kernel. */
    public static Joined alone(Lowered kernel, int position) {
      return new Joined(kernel, List.of(position));
    }
  }

  private final List<Lowered> kernels;
  private final Launches tuning;
  private final Apart apart;
  private final List<Long> work = new ArrayList<>();
  private final List<String> signatures = new ArrayList<>();
  private final Map<Node, List<Integer>> readers = new HashMap<>();

  private NestJoining(List<Lowered> kernels, Launches tuning, Apart apart) {
    this.kernels = kernels;
    this.tuning = tuning;
    this.apart = apart;
    for (int i = 0; i < kernels.size(); i++) {
      Node kernel = kernels.get(i).nest().kernel();
      work.add(workOf(kernel));
      signatures.add(signature(kernel));
      for (Slot slot : read(kernels.get(i))) {
        readers.computeIfAbsent(slot.tensor().get(), t -> new ArrayList<>()).add(i);
      }
    }
  }

  /** The kernels in an order in which they can run, some of them joined. */
  public static List<Joined> join(List<Lowered> kernels, Target target, Apart apart) {
    return new NestJoining(kernels, target.tuning().launches(), apart).run();
  }

  /** Kernels that are launched as one, in the order of the program. */
  private static final class Group {
    final List<Integer> members = new ArrayList<>();
    final Set<String> distinct = new HashSet<>();
    boolean little;
    int numbers;
  }

  /** From last to first, each kernel goes into the latest launch that its readers leave open. */
  private List<Joined> run() {
    List<Group> groups = new ArrayList<>(); // from the program's end
    Map<Integer, Integer> placed = new HashMap<>();
    for (int i = kernels.size() - 1; i >= 0; i--) {
      int after = -1;
      for (int reader : readersOf(i)) {
        after = Math.max(after, placed.get(reader));
      }
      int group = after + 1;
      while (group < groups.size() && !fits(groups.get(group), i)) {
        group++;
      }
      if (group == groups.size()) {
        groups.add(new Group());
      }
      add(groups.get(group), i);
      placed.put(i, group);
    }
    List<Joined> result = new ArrayList<>();
    for (int g = groups.size() - 1; g >= 0; g--) {
      List<Integer> members = groups.get(g).members;
      result.add(new Joined(merged(members), members));
    }
    return result;
  }

  private Set<Integer> readersOf(int kernel) {
    Set<Integer> found = new HashSet<>();
    for (Slot slot : written(kernels.get(kernel))) {
      found.addAll(readers.getOrDefault(slot.tensor().get(), List.of()));
    }
    found.remove(kernel);
    return found;
  }

  private void add(Group group, int kernel) {
    group.members.add(0, kernel);
    group.distinct.add(signatures.get(kernel));
    group.numbers += numbers(kernel);
    group.little =
        (group.members.size() == 1 || group.little) && work.get(kernel) <= tuning.littleWork();
  }

  private boolean fits(Group group, int kernel) {
    String refusal = refusal(group, kernel);
    if (!refusal.isEmpty() && apart != Apart.UNHEARD) {
      List<Quantity> numbers =
          List.of(
              new Quantity("operations", work.get(kernel), ""),
              new Quantity("different kernels there", group.distinct.size(), ""));
      apart.say(kernel, group.members.get(0), refusal, numbers);
    }
    return refusal.isEmpty();
  }

  private String refusal(Group group, int kernel) {
    if (isContraction(kernel) || group.members.stream().anyMatch(this::isContraction)) {
      return "a contraction has a launch of its own";
    } else if (group.numbers + numbers(kernel) > tuning.mostNumbers()) {
      return "their table would have more than " + tuning.mostNumbers() + " numbers";
    } else if (group.distinct.size() == 1 && group.distinct.contains(signatures.get(kernel))) {
      return "";
    } else if (!group.little || work.get(kernel) > tuning.littleWork()) {
      return "they do different things, and one has more than "
          + tuning.littleWork()
          + " operations";
    }
    return group.distinct.size() < tuning.mostDistinct()
        ? ""
        : "more than " + tuning.mostDistinct() + " different kernels would be in one launch";
  }

  private int numbers(int kernel) {
    Nest nest = kernels.get(kernel).nest();
    int segments = nest.kernel().sources().stream().mapToInt(Node::arity).sum();
    return segments * (NUMBERS_OF_PLACE + nest.arguments().size() + nest.scalars().size());
  }

  private boolean isContraction(int kernel) {
    return kernels.get(kernel).nest().template().isPresent();
  }

  /** What a kernel does whatever the sizes: its operations in order. */
  private static String signature(Node kernel) {
    StringBuilder text = new StringBuilder();
    for (Node node : Topology.of(List.of(kernel))) {
      boolean sized =
          node.op() == Op.CONST || node.dtype().isInteger() && node.op().isElementwise();
      if (!sized) {
        text.append(node.op()).append(node.dtype().text());
      }
    }
    return text.toString();
  }

  private static long workOf(Node kernel) {
    long work = 0;
    for (Node phase : kernel.sources()) {
      for (Node segment : phase.sources()) {
        long rows = 1;
        List<Node> body = new ArrayList<>();
        for (Node source : segment.sources()) {
          if (Ranges.isRange(source)) {
            rows *= Ranges.extent(source);
          } else {
            body.add(source);
          }
        }
        work += rows * GrainSize.of(body);
      }
    }
    return work;
  }

  private static List<Slot> written(Lowered kernel) {
    return slots(kernel, true);
  }

  private static List<Slot> read(Lowered kernel) {
    return slots(kernel, false);
  }

  private static List<Slot> slots(Lowered kernel, boolean written) {
    List<Slot> result = new ArrayList<>();
    for (int i = 0; i < kernel.slots().size(); i++) {
      boolean chosen = kernel.nest().arguments().get(i).written() == written;
      if (chosen && kernel.slots().get(i).tensor().isPresent()) {
        result.add(kernel.slots().get(i));
      }
    }
    return result;
  }

  private Lowered merged(List<Integer> members) {
    Lowered first = kernels.get(members.get(0));
    if (members.size() == 1) {
      return first;
    }
    NestUnion union = new NestUnion();
    members.forEach(member -> union.add(kernels.get(member)));
    String name = first.nest().name() + "_and_" + (members.size() - 1) + "_more";
    return union.build(name, Optional.empty());
  }
}
