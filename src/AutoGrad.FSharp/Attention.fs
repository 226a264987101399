namespace AutoGrad.FSharp

open AutoGrad
open AutoGrad.Nn

/// <summary>Looking up by likeness, as curried functions.</summary>
/// <remarks>
/// They stand beside the static members of the type <see cref="T:AutoGrad.Nn.Attention"/>, under one name, which take scales, bounds
/// and dropout too.
/// </remarks>
[<RequireQualifiedAccess>]
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Attention =

    /// <summary>Takes for each query the mean of the values, weighed by its likeness to their keys.</summary>
    /// <param name="query">[..., l, d]: a floating dtype.</param>
    /// <param name="key">[..., n, d]: the same dtype.</param>
    /// <param name="value">[..., n, e]: the same dtype.</param>
    /// <returns>[..., l, e]</returns>
    let scaledDotProduct (query: Tensor) (key: Tensor) (value: Tensor) : Tensor =
        Attention.ScaledDotProduct(query, key, value)

    /// <summary>The same where a query does not see every key.</summary>
    /// <param name="mask">[..., l, n]: Bool, true where a query sees a key; or of the query's dtype, added to the scores.</param>
    /// <param name="query">[..., l, d]: a floating dtype.</param>
    /// <param name="key">[..., n, d]: the same dtype.</param>
    /// <param name="value">[..., n, e]: the same dtype.</param>
    /// <returns>[..., l, e]: 0 for a query that sees no key.</returns>
    let masked (mask: Tensor) (query: Tensor) (key: Tensor) (value: Tensor) : Tensor =
        Attention.ScaledDotProduct(query, key, value, mask)

    /// <summary>The same where query i sees only the keys up to i.</summary>
    /// <param name="query">[..., l, d]: a floating dtype.</param>
    /// <param name="key">[..., n, d]: the same dtype.</param>
    /// <param name="value">[..., n, e]: the same dtype.</param>
    /// <returns>[..., l, e]</returns>
    let causal (query: Tensor) (key: Tensor) (value: Tensor) : Tensor =
        Attention.ScaledDotProduct(query, key, value, causal = true)

/// <summary>Where in a sequence each vector stands, as curried functions, the tensor last, for pipelines.</summary>
[<RequireQualifiedAccess>]
[<CompilationRepresentation(CompilationRepresentationFlags.ModuleSuffix)>]
module Positions =

    /// <summary>Turns pairs of features, one of the first half with one of the second, by angles that grow with the position.</summary>
    /// <param name="theta">The wavelengths go from 2π to about 2πθ; above 0.</param>
    /// <param name="x">[..., l, d]: queries or keys, of each head; a floating dtype.</param>
    /// <returns>[..., l, d]</returns>
    let rotary (theta: float) (x: Tensor) : Tensor = Positions.Rotary(x, theta = theta)

    /// <summary>Makes a vector of waves for each position: <c>sin φ₀, cos φ₀, sin φ₁, …</c></summary>
    /// <param name="features">How long a vector.</param>
    /// <param name="positions">[...]: a floating dtype.</param>
    /// <returns>[..., features]: in [-1, 1].</returns>
    let sinusoidal (features: int) (positions: Tensor) : Tensor = Positions.Sinusoidal(positions, features)
