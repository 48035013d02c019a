package dev.quern.tests.fuzz.programs;

import java.util.Random;

/** What most of a program's statements are of. */
enum Family {
  INDEXING(IndexMoves::grow),
  WINDOWS(WindowMoves::grow),
  RANDOM(RandomMoves::grow),
  TYPES(TypeMoves::grow),
  PRODUCTS(ProductMoves::grow),
  MOVEMENT(MovementMoves::grow),
  ROWS(RowMoves::grow),
  ELEMENTS(ElementMoves::grow),
  TRAINING(TrainingMoves::grow);

  private final Moves moves;

  Family(Moves moves) {
    this.moves = moves;
  }

  Moves moves() {
    return moves;
  }

  static Family any(Random random) {
    return values()[random.nextInt(values().length - 1)]; // training ends a history
  }
}
