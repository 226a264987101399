// The main job. It trains a convolutional network on 1,797 real handwritten digits, first with a loss of the library's, then
// with one that is written here, in four lines, and whose derivative nobody wrote.
// With "-- fashion-mnist" it trains on 60,000 images of clothing instead (FashionMnistJob.cs); "-- --help" says all.
using AutoGrad;
using AutoGrad.Data;
using AutoGrad.Nn;
using AutoGrad.Optim;
using AutoGrad.Samples;
using AutoGrad.Training;

return CommandLine.Run(args, TrainOnDigits, FashionMnistJob.Train);

static void TrainOnDigits(Options options, Session session)
{
    const int BatchSize = 32;
    int epochs = options.Epochs ?? 12;
    RandomKey[] keys = RandomKey.FromSeed(options.Seed).Split(4);

    // Data: pixels from 0 to 16 become 0 to 1, and a random fifth is held out.
    (Tensor images, Tensor labels) = Datasets.Digits();
    (Examples train, Examples heldOut) = Datasets.Split(images / 16.0, labels, heldOut: 0.2, keys[0]);
    session.Say($"{train.Inputs.Shape[0]} digits to learn from, {heldOut.Inputs.Shape[0]} held out");

    // Parameters: a record of tensors, drawn from a key. The same seed gives the same bits.
    ConvNet start = ConvNet.Init(keys[1], inputs: [1, 8, 8], filters: [32, 64], window: 3, hidden: [128], classes: 10, padding: 1);

    // The rate halves every four epochs.
    int stepsAnEpoch = (train.Inputs.Shape[0] + BatchSize - 1) / BatchSize;
    GradientTransform optimizer = Optimizer.AdamW(Schedule.Exponential(2e-3, decay: 0.5, every: 4 * stepsAnEpoch), weightDecay: 0.1);

    // Training: a loss, an optimizer and batches make a sequence of steps, computed one by one as the session reads them.
    IEnumerable<TrainingStep<ConvNet>> Steps(Func<Tensor, Tensor, Tensor> loss) => TrainingRun.Steps(
        start,
        optimizer,
        (p, batch) => loss(ConvNet.Apply(p, batch.Inputs), batch.Labels),
        epoch => Batches.Shuffled(train.Inputs, train.Labels, BatchSize, keys[2].Fold(epoch)),
        epochs);

    session.Say("Softmax cross-entropy:");
    session.Follow(start, Steps((scores, digits) => Losses.SoftmaxCrossEntropy(scores, digits)), epochs, stepsAnEpoch, ConvNet.Apply, heldOut);

    // A loss of your own: focal loss counts an image the less, the surer the network is of its digit (arXiv:1708.02002).
    static Tensor Focal(Tensor scores, Tensor digits)
    {
        Tensor logChance = scores.LogSoftmax().TakeAlongAxis(digits.Reshape([-1, 1]), axis: 1);
        Tensor doubt = 1.0 - Tensor.Exp(logChance);
        return -(doubt * doubt * logChance).Mean();
    }

    // Its gradient is there already. Is it right? Differences of the function itself tell.
    session.Say("A loss of our own, -(1 - p)² log p:");
    Tensor someScores = Draw.Normal(keys[3], [5, 10]);
    session.Say($"gradient against differences  {GradientCheck.Run(scores => Focal(scores, heldOut.Labels[..5]), someScores, order: 2)}");
    session.Follow(start, Steps(Focal), epochs, stepsAnEpoch, ConvNet.Apply, heldOut);
}
