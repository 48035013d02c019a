package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import java.util.List;

/** Is told what a kernel looks like after each step of its lowering. */
public interface LoweringListener {
  /** Does not listen; whoever calls it makes nothing for it. */
  LoweringListener NONE =
      new LoweringListener() {
        @Override
        public boolean listens() {
          return false;
        }

        @Override
        public void stores(Step step, List<Node> stores) {}

        @Override
        public void nest(Step step, Nest nest) {}
      };

  /** The steps, in their order. */
  enum Step {
    /** What is stored, as expressions over ranges; reductions are REDUCEs over ranges. */
    EXPRESSIONS,
    /** The same after neighbouring ranges were made one. */
    MERGED,
    /** Grid, loops, phases, accumulators and blocks are laid out. */
    LOOPS,
    /** Transcendentals are spelt out as exact operations; this is what is rendered. */
    NEST,
    /** Several kernels are segments of one launch; this is then what is rendered. */
    JOINED
  }

  /** False if nothing needs to be made for it. */
  default boolean listens() {
    return true;
  }

  /** The kernel as stores, before there are loops. */
  void stores(Step step, List<Node> stores);

  /** The kernel as loops. */
  void nest(Step step, Nest nest);
}
