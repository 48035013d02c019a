package dev.quern.compiler.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoopCarriedDependenceTest {
  private static final Node I = Nodes.range(0, Node.index(8));
  private static final Node J = Nodes.range(1, Node.index(8));
  private static final Node OUT = Nodes.slot(DType.FLOAT32, Shape.of(1000), 0);
  private static final Node IN = Nodes.slot(DType.FLOAT32, Shape.of(1000), 1);
  private static final Node PLACES = Nodes.slot(DType.INT32, Shape.of(1000), 2);
  private static final Optional<String> READ =
      Optional.of("it reads what another iteration may have stored");

  private static Node added(Node place) {
    return Nodes.store(OUT, place, Nodes.load(OUT, place).plus(Nodes.load(IN, I)));
  }

  private static Node copied(Node from, Node to) {
    return Nodes.store(OUT, to, Nodes.load(OUT, from));
  }

  private static Node inner(Node statement) {
    return Nodes.statement(Op.LOOP, Arg.NONE, J, statement);
  }

  private static Optional<String> by(Node statement) {
    return LoopCarriedDependence.by(I, List.of(statement));
  }

  @Test
  void placesThatMoveWithTheLoopAreItsOwn() {
    assertEquals(Optional.empty(), by(added(I)));
    assertEquals(Optional.empty(), by(added(Node.index(57).minus(I.times(3)))));
    assertEquals(Optional.empty(), by(added(Nodes.load(PLACES, J).times(8).plus(I))));
  }

  @Test
  void placesThatAreLookedUpMayBeTheSame() {
    Node place = Nodes.load(PLACES, I);
    Optional<String> lookedUp = Optional.of("it stores to places that it looks up");
    assertEquals(lookedUp, by(added(place)));
    assertEquals(lookedUp, by(Nodes.store(OUT, place.plus(I), Nodes.load(IN, I))));
  }

  @Test
  void placesThatAreComputedMayBeTheSame() {
    assertEquals(READ, by(added(I.modulo(Node.index(3)))));
    assertEquals(READ, by(added(I.over(Node.index(2)))));
    assertEquals(Optional.empty(), by(Nodes.store(OUT, I.over(Node.index(2)), Nodes.load(IN, I))));
  }

  @Test
  void everyTurnMayNotStoreToTheSamePlace() {
    Optional<String> same = Optional.of("every iteration stores to the same place");
    assertEquals(same, by(added(J)));
    assertEquals(same, by(added(Nodes.load(PLACES, J))));
  }

  @Test
  void loopsInTheBodyMayReachOtherTurnsPlaces() {
    assertEquals(Optional.empty(), by(inner(added(J.times(8).plus(I)))));
    assertEquals(Optional.empty(), by(inner(added(I.times(8).plus(J)))));
    assertEquals(READ, by(inner(added(I.plus(J)))));
    assertEquals(READ, by(inner(added(I.times(7).plus(J)))));
  }

  @Test
  void whatLiesFurtherApartThanTheLoopReachesNeverMeets() {
    assertEquals(Optional.empty(), by(copied(I, I.plus(Node.index(8)))));
    assertEquals(READ, by(copied(I, I.plus(Node.index(7)))));
    assertEquals(READ, by(inner(copied(I.plus(J), I.plus(J).plus(Node.index(9))))));
    assertEquals(Optional.empty(), by(inner(copied(I.plus(J), I.plus(J).plus(Node.index(15))))));
  }
}
