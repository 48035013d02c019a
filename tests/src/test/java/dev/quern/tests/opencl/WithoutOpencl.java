package dev.quern.tests.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.Devices;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.backend.Availability;
import dev.quern.runtime.backend.DeviceException;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import java.util.List;

/** A program that asks for OpenCL, twice, and then computes on the JVM. Run in a JVM of its own. */
final class WithoutOpencl {
  private WithoutOpencl() {}

  public static void main(String[] arguments) {
    for (Availability line : Devices.survey()) {
      System.out.println("survey " + line.name() + ": " + line.reason() + "; " + line.remedy());
    }
    for (int i = 0; i < 2; i++) {
      try {
        System.out.println("opened " + Devices.of("opencl"));
      } catch (DeviceException refused) {
        System.out.println("refused: " + refused.getMessage());
      }
    }
    Device device = Devices.of("java");
    Node x = Transfer.upload(device, Shape.of(2), new float[] {1, 2});
    Node sum = x.plus(x);
    Evaluation.evaluate(device, List.of(sum));
    float[] values = (float[]) Transfer.download(Evaluation.stored(sum).orElseThrow());
    System.out.println("java: " + values[0] + " " + values[1]);
  }
}
