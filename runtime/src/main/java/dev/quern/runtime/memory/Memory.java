package dev.quern.runtime.memory;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Storage;
import java.lang.ref.Reference;
import java.util.List;

/**
 * A tensor's storage on a device, in versions: each ASSIGN that is evaluated makes the next.
 *
 * <p>It belongs to the garbage collector: when no node names it any more, its blocks go back to the
 * device's pool.
 */
public final class Memory implements Storage {
  /** Where the next version goes, and which versions can be read. */
  public enum Policy {
    /**
     * An ASSIGN to it makes a new Memory. It has one version for ever, unless a prepared plan may
     * write over what it made before.
     */
    FRESH,
    /** Two arrays that alternate, the newest and the version before can be read: parameters. */
    ALTERNATING,
    /** One array, written in place, only the newest can be read: optimizer moments, KV caches. */
    DONATED
  }

  private final Pool pool;
  private final DType dtype;
  private final long elements;
  private final State state;
  private final Lengths lengths;

  /** Memory whose version 0 is this block. */
  public Memory(Pool pool, MemoryBlock block, Policy policy, String name) {
    this(pool, block, policy, name, Lengths.NONE);
  }

  /** The same for a shape whose varying sizes have these values. */
  public Memory(Pool pool, MemoryBlock block, Policy policy, String name, Lengths lengths) {
    this.pool = pool;
    this.lengths = lengths;
    this.dtype = block.dtype;
    this.elements = block.elements;
    this.state = new State(block, policy, name);
    pool.watch(this, state.holding);
  }

  /** The pool that its blocks are from: that of its device. */
  public Pool pool() {
    return pool;
  }

  public DType dtype() {
    return dtype;
  }

  /** Elements of one version. */
  public long elements() {
    return elements;
  }

  /** The values of its varying sizes, the same in every version. */
  Lengths lengths() {
    return lengths;
  }

  /**
   * The varying sizes of the stored tensors among these nodes.
   *
   * @throws IllegalArgumentException if two of them disagree
   */
  public static Lengths lengths(List<Node> nodes) {
    Lengths all = Lengths.NONE;
    for (Node node : nodes) {
      if (node.arg() instanceof Arg.Stored stored && stored.storage() instanceof Memory memory) {
        all = all.and(memory.lengths());
      }
    }
    return all;
  }

  public Policy policy() {
    return state.policy;
  }

  /** The newest version. */
  public int version() {
    synchronized (state) {
      return state.version;
    }
  }

  @Override
  public String name() {
    return state.holding.name();
  }

  /** Sets the name that messages show, such as {@code blocks.3.weight}. */
  public void rename(String name) {
    state.holding.rename(name);
  }

  /** The leaf that stands for a new version, under a shape of as many elements. */
  public Node leaf(Shape shape, int version) {
    return Nodes.buffer(dtype, shape, this, version);
  }

  /** The Memory that a BUFFER of a pending graph names. */
  public static Memory of(Node leaf) {
    if (leaf.arg() instanceof Arg.Stored stored && stored.storage() instanceof Memory memory) {
      return memory;
    }
    throw new IllegalArgumentException("not a stored tensor: " + leaf);
  }

  /** The block of this version, leased; the caller releases it. */
  public MemoryBlock lease(int version) {
    synchronized (state) {
      MemoryBlock block = state.block(version);
      block.lease();
      return block;
    }
  }

  /** What a next version may be written over. */
  public enum Room {
    /** The newest version, or what {@link #PREVIOUS} names. */
    NEWEST,
    /** The version before the newest. */
    PREVIOUS,
    /** None that is there: whatever becomes of the next, all is as it was. */
    FRESH
  }

  /**
   * Starts the next version.
   *
   * @param version that the ASSIGN names as its target
   * @param ownReads leases that the asking plan itself has on that version
   * @param room what the plan may write over
   * @return null if another ASSIGN has become or is becoming the next version
   */
  public Claim claim(int version, int ownReads, Room room) {
    synchronized (state) {
      if (state.version != version || state.claimed || state.failure != null) {
        return null;
      }
      state.claimed = true;
      boolean single = state.policy != Policy.ALTERNATING;
      if (room == Room.NEWEST && single && state.newest.leases() == ownReads) {
        state.version++; // readers of the old version are refused from here on
        return new Claim(this, state.newest, Origin.NEWEST);
      }
      MemoryBlock spare = state.previous;
      if (room != Room.FRESH && spare != null && spare.leases() == 0) {
        state.keep(null);
        return new Claim(this, spare, Origin.PREVIOUS);
      }
    }
    try {
      return new Claim(this, pool.take(dtype, elements), Origin.POOL);
    } catch (RuntimeException | Error full) {
      synchronized (state) {
        state.claimed = false;
      }
      throw full;
    }
  }

  /** Where the block of a next version comes from. */
  private enum Origin {
    NEWEST,
    PREVIOUS,
    POOL
  }

  /** The next version while it is being computed. */
  public record Claim(Memory memory, MemoryBlock block, Origin origin) {
    /** The block holds the next version now; its number. */
    public int publish() {
      State state = memory.state;
      synchronized (state) {
        state.claimed = false;
        if (origin != Origin.NEWEST) {
          state.advance(block);
        }
        Reference.reachabilityFence(memory);
        return state.version;
      }
    }

    /** The computation failed before it began: all is as it was. */
    public void giveBack() {
      State state = memory.state;
      synchronized (state) {
        state.claimed = false;
        switch (origin) {
          case NEWEST -> state.version--;
          case PREVIOUS -> state.keep(block);
          case POOL -> block.retire();
        }
      }
      Reference.reachabilityFence(memory);
    }

    /** The computation failed. */
    public void abandon(Throwable failure) {
      State state = memory.state;
      synchronized (state) {
        state.claimed = false;
        if (origin == Origin.NEWEST) {
          state.failure = failure.toString();
        } else {
          block.retire();
        }
      }
      Reference.reachabilityFence(memory);
    }
  }

  @Override
  public String toString() {
    return state.holding.toString();
  }

  /** The versions. Its monitor guards it. */
  private static final class State {
    private final Policy policy;
    private final Holding holding;
    private int version;
    private MemoryBlock newest;
    private MemoryBlock previous; // null if the version before was overwritten or never was
    private boolean claimed;
    private String failure;

    State(MemoryBlock block, Policy policy, String name) {
      this.policy = policy;
      this.newest = block;
      this.holding = new Holding(block.dtype, block.elements, name);
      holding.replace(newest, null);
    }

    private MemoryBlock block(int wanted) {
      if (failure != null) {
        throw new StaleVersionException(holding.name(), failure);
      }
      if (wanted == version) {
        return newest;
      }
      if (wanted == version - 1 && previous != null) {
        return previous;
      }
      throw new StaleVersionException(
          holding.name(), wanted, version, policy == Policy.ALTERNATING);
    }

    /** Makes this block the version before; null if that can't be read any more. */
    private void keep(MemoryBlock before) {
      previous = before;
      holding.replace(newest, before);
    }

    private void advance(MemoryBlock next) {
      if (previous != null) {
        previous.retire();
      }
      boolean kept = policy == Policy.ALTERNATING;
      if (!kept) {
        newest.retire();
      }
      previous = kept ? newest : null;
      newest = next;
      version++;
      holding.replace(newest, previous);
    }
  }
}
