namespace AutoGrad.Nn;

/// <summary>What a long short-term memory carries from step to step.</summary>
/// <param name="H">[..., hidden]: the output of the last step; of several layers [layers directions, ..., hidden].</param>
/// <param name="C">[..., hidden]: the memory itself; of several layers the same.</param>
public sealed record LstmState(Tensor H, Tensor C);
