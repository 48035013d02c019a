import dev.quern.Autograd;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.data.Batches;
import dev.quern.data.Idx;
import dev.quern.nn.Activation;
import dev.quern.nn.Conv2d;
import dev.quern.nn.Dropout;
import dev.quern.nn.Flatten;
import dev.quern.nn.Linear;
import dev.quern.nn.MaxPool2d;
import dev.quern.nn.Sequential;
import dev.quern.optim.AdamW;
import java.nio.file.Path;
import java.util.List;

/**
 * PyTorch's MNIST example, with AdamW in place of Adadelta: learns to read digits from the IDX
 * files in a folder, {@code Mnist.java FOLDER [EPOCHS]}, and prints how many it reads right.
 */
public final class Mnist {
  private static final int BATCH = 64;
  private static final int TEST_BATCH = 1000;
  private static final double LEARNING_RATE = 1e-3;
  private static final double DECAY = 0.7; // of the learning rate from epoch to epoch
  private static final int STEPS_BETWEEN_LINES = 100;

  // Of the training images' pixels, from 0 to 1.
  private static final double MEAN = 0.1307;
  private static final double DEVIATION = 0.3081;

  private Mnist() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int epochs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    Quern.manualSeed(1);
    Batches training = new Batches(read(folder, "train"), BATCH, true);
    Batches test = new Batches(read(folder, "t10k"), TEST_BATCH, false);
    Sequential model = model();
    AdamW optimizer = new AdamW(model.parameters(), LEARNING_RATE);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      optimizer.lr(LEARNING_RATE * Math.pow(DECAY, epoch - 1));
      train(model, optimizer, training, epoch);
      System.out.printf("epoch %d: %.2f %% read right%n", epoch, 100 * accuracy(model, test));
    }
  }

  /** The images, of mean 0 and deviation 1, and their labels. */
  private static List<Tensor> read(Path folder, String part) {
    Tensor images = Idx.read(folder.resolve(part + "-images-idx3-ubyte.gz")).images();
    Tensor labels = Idx.read(folder.resolve(part + "-labels-idx1-ubyte.gz")).labels();
    return List.of(images.unsqueeze(1).sub(MEAN).div(DEVIATION).realize(), labels);
  }

  private static Sequential model() {
    return new Sequential( // (batch, 1, 28, 28)
        new Conv2d(1, 32, 3), // (batch, 32, 26, 26)
        Activation.RELU,
        new Conv2d(32, 64, 3), // (batch, 64, 24, 24)
        Activation.RELU,
        new MaxPool2d(2), // (batch, 64, 12, 12)
        new Dropout(0.25),
        new Flatten(), // (batch, 9216)
        new Linear(9216, 128),
        Activation.RELU,
        new Dropout(0.5),
        new Linear(128, 10));
  }

  private static void train(Sequential model, AdamW optimizer, Batches batches, int epoch) {
    model.train();
    int step = 0;
    for (List<Tensor> batch : batches) {
      optimizer.zeroGrad();
      Tensor loss = model.forward(batch.get(0)).crossEntropy(batch.get(1));
      loss.backward();
      optimizer.step();
      if (step++ % STEPS_BETWEEN_LINES == 0) {
        System.out.printf("epoch %d, step %d: loss %.4f%n", epoch, step, loss.item());
      }
    }
  }

  /** The share of images whose likeliest digit is their label. */
  private static double accuracy(Sequential model, Batches batches) {
    model.eval();
    long right = 0;
    for (List<Tensor> batch : batches) {
      Tensor digits = Autograd.noGrad(() -> model.forward(batch.get(0)).argmax(1));
      right += (long) digits.eq(batch.get(1)).sum().item();
    }
    return (double) right / (batches.count() * TEST_BATCH);
  }
}
