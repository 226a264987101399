namespace AutoGrad.FSharp

open AutoGrad
open AutoGrad.Nn

/// <summary>Measures of how badly a model does, as curried functions, what the model says last, for pipelines.</summary>
/// <remarks>
/// They stand beside the static members of the type <see cref="T:AutoGrad.Nn.Losses"/>, under one name, and give means: those take
/// weights, reductions and further options too.
/// </remarks>
[<RequireQualifiedAccess>]
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Losses =

    /// <summary>Measures distances: the mean of their squares.</summary>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <returns>[]: in the target's unit, squared.</returns>
    let meanSquaredError (target: Tensor) (prediction: Tensor) : Tensor = Losses.MeanSquaredError(prediction, target)

    /// <summary>Measures distances: the mean of their magnitudes.</summary>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <returns>[]: in the target's unit.</returns>
    let meanAbsoluteError (target: Tensor) (prediction: Tensor) : Tensor = Losses.MeanAbsoluteError(prediction, target)

    /// <summary>Measures distances as half their squares where they are small, and as magnitudes where they are large.</summary>
    /// <param name="delta">up to which distance it is a square; above 0.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <returns>[]: in the target's unit, squared.</returns>
    let huber (delta: float) (target: Tensor) (prediction: Tensor) : Tensor = Losses.Huber(prediction, target, delta = delta)

    /// <summary>Measures distances as magnitudes that are rounded off around 0.</summary>
    /// <param name="beta">how far the rounding goes; 0 or more.</param>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <returns>[]: in the target's unit.</returns>
    let smoothL1 (beta: float) (target: Tensor) (prediction: Tensor) : Tensor = Losses.SmoothL1(prediction, target, beta = beta)

    /// <summary>Measures distances as half their squares near 0 and as magnitudes far out, smoothly.</summary>
    /// <param name="target">[...]: what is right, of the same shape and dtype.</param>
    /// <param name="prediction">[...]: what the model says; a floating dtype.</param>
    /// <returns>[]</returns>
    let logCosh (target: Tensor) (prediction: Tensor) : Tensor = Losses.LogCosh(prediction, target)

    /// <summary>Measures how badly rates, given by their logarithms, predict counts.</summary>
    /// <param name="counts">[...]: what was counted; the same shape and dtype.</param>
    /// <param name="logRates">[...]: the logarithm of the expected count; a floating dtype.</param>
    /// <returns>[]: in nats.</returns>
    let poisson (counts: Tensor) (logRates: Tensor) : Tensor = Losses.Poisson(logRates, counts)

    /// <summary>Measures how badly scores predict classes.</summary>
    /// <param name="targets">[n, ...]: labels, Int32 or Int64; or [n, k, ...]: distributions over the classes, of the same dtype.</param>
    /// <param name="logits">[n, k, ...]: scores before the softmax, in nats; a floating dtype.</param>
    /// <returns>[]: in nats.</returns>
    let softmaxCrossEntropy (targets: Tensor) (logits: Tensor) : Tensor = Losses.SoftmaxCrossEntropy(logits, targets)

    /// <summary>The same without the examples of one label.</summary>
    /// <param name="label">of examples that do not count.</param>
    /// <param name="targets">[n, ...]: labels, Int32 or Int64; or [n, k, ...]: distributions over the classes, of the same dtype.</param>
    /// <param name="logits">[n, k, ...]: scores before the softmax, in nats; a floating dtype.</param>
    /// <returns>[]: in nats; the mean over the examples that count.</returns>
    let softmaxCrossEntropyIgnoring (label: int) (targets: Tensor) (logits: Tensor) : Tensor = Losses.SoftmaxCrossEntropy(logits, targets, ignoreIndex = label)

    /// <summary>Measures how badly distributions, given by their logarithms, predict classes.</summary>
    /// <param name="labels">[n, ...]: Int32 or Int64.</param>
    /// <param name="logProbabilities">[n, k, ...]: as of LogSoftmax along axis 1; a floating dtype.</param>
    /// <returns>[]: in nats.</returns>
    let negativeLogLikelihood (labels: Tensor) (logProbabilities: Tensor) : Tensor = Losses.NegativeLogLikelihood(logProbabilities, labels)

    /// <summary>Measures how badly scores predict yes or no, each by itself.</summary>
    /// <param name="targets">[...]: 1 for yes, 0 for no, or a probability; the same shape and dtype.</param>
    /// <param name="logits">[...]: scores before the sigmoid, in nats; a floating dtype.</param>
    /// <returns>[]: in nats.</returns>
    let sigmoidCrossEntropy (targets: Tensor) (logits: Tensor) : Tensor = Losses.SigmoidCrossEntropy(logits, targets)

    /// <summary>Measures how far scores are from the right side of a margin.</summary>
    /// <param name="labels">[...]: 1 or -1; the same shape and dtype.</param>
    /// <param name="scores">[...]: above 0 for one side, below for the other; a floating dtype.</param>
    /// <returns>[]: 0 when every score is 1 or more on its side.</returns>
    let hinge (labels: Tensor) (scores: Tensor) : Tensor = Losses.Hinge(scores, labels)

    /// <summary>Measures what is lost by taking one distribution for another.</summary>
    /// <param name="target">[..., k]: each row a distribution; a floating dtype.</param>
    /// <param name="prediction">[..., k]: what is taken for it; the same shape and dtype.</param>
    /// <returns>[]: in nats.</returns>
    let kullbackLeibler (target: Tensor) (prediction: Tensor) : Tensor = Losses.KullbackLeibler(target, prediction)

    /// <summary>Spreads a part of each distribution evenly over its classes, the last axis.</summary>
    /// <param name="smoothing">which part; in [0, 1].</param>
    /// <param name="targets">[..., k]: a floating dtype.</param>
    /// <returns>[..., k]</returns>
    let smoothLabels (smoothing: float) (targets: Tensor) : Tensor = Losses.SmoothLabels(targets, smoothing)

/// <summary>What networks are trained against, as curried functions, the tensor last, for pipelines.</summary>
/// <remarks>They stand beside the static members of the type <see cref="T:AutoGrad.Nn.Noise"/>, under one name.</remarks>
[<RequireQualifiedAccess>]
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Noise =

    /// <summary>Puts a part of the elements to 0 and lets the others grow as much.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="rate">which part; in [0, 1].</param>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let dropout (key: RandomKey) (rate: float) (x: Tensor) : Tensor = Noise.Dropout(key, x, rate)

    /// <summary>Puts a part of the channels to 0 as a whole and lets the others grow as much.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="rate">which part; in [0, 1].</param>
    /// <param name="x">[n, c, ...]: a floating dtype.</param>
    /// <returns>[n, c, ...]: the shape and dtype of <paramref name="x"/>.</returns>
    let spatialDropout (key: RandomKey) (rate: float) (x: Tensor) : Tensor = Noise.SpatialDropout(key, x, rate)

    /// <summary>Adds normal noise of mean 0.</summary>
    /// <param name="key">Used up: draw nothing else from it.</param>
    /// <param name="deviation">the noise's standard deviation; 0 or more.</param>
    /// <param name="x">[...]: a floating dtype.</param>
    /// <returns>[...]: the shape and dtype of <paramref name="x"/>.</returns>
    let gaussian (key: RandomKey) (deviation: float) (x: Tensor) : Tensor = Noise.Gaussian(key, x, deviation)
