package dev.quern.runtime;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;

/** A program with little heap, most of which tensors take in turn with arrays of its own. */
public final class SmallHeap {
  private static final int MOST = 10 << 20; // floats: 40 MB

  private SmallHeap() {}

  public static void main(String[] arguments) {
    Device device = Devices.fresh("java");
    long sum = 0;
    for (int round = 0; round < 5; round++) {
      Node leaf = Transfer.upload(device, Shape.of(MOST), new float[MOST]);
      sum += leaf.shape().elements();
      leaf = null;
      sum += new byte[60 << 20].length;
    }
    System.out.println(sum > 0 ? "done" : "");
  }
}
