namespace AutoGrad.FSharp.Tests

open AutoGrad
open AutoGrad.FSharp
open Xunit

type LinearAlgebraTests() =

    // Symmetric, with the eigenvalues 1 and 3.
    let x = tensor [ 2; 2 ] [ 2.0; 1.0; 1.0; 2.0 ]
    let b = tensor [ 2 ] [ 3.0; 0.0 ]
    let (@.) (x: Tensor) (y: Tensor) = Tensor.MatMul(x, y)

    [<Fact>]
    member _.``Systems are solved in a pipeline``() =
        b |> LinearAlgebra.solve x |> Expect.close [ 2.0; -1.0 ]
        b |> LinearAlgebra.leastSquares x |> Expect.close [ 2.0; -1.0 ]
        b |> LinearAlgebra.conjugateGradient (fun y -> x @. y) |> Expect.close [ 2.0; -1.0 ]
        b |> LinearAlgebra.gmres (fun y -> x @. y) |> Expect.close [ 2.0; -1.0 ]
        b |> LinearAlgebra.solveLower x |> Expect.close [ 1.5; -0.75 ]
        b |> LinearAlgebra.solveUpper x |> Expect.close [ 1.5; 0.0 ]
        x |> LinearAlgebra.inverse |> Expect.close [ 2.0 / 3.0; -1.0 / 3.0; -1.0 / 3.0; 2.0 / 3.0 ]
        x |> LinearAlgebra.pseudoInverse |> Expect.close [ 2.0 / 3.0; -1.0 / 3.0; -1.0 / 3.0; 2.0 / 3.0 ]

    [<Fact>]
    member _.``Factors come as tuples``() =
        let l = LinearAlgebra.cholesky x
        let q, r = LinearAlgebra.qr x
        let values, vectors = LinearAlgebra.symmetricEigen x
        let u, s, vt = LinearAlgebra.svd x
        let sign, logAbs = LinearAlgebra.logDeterminant x

        l @. l.T |> Expect.close [ 2.0; 1.0; 1.0; 2.0 ]
        q @. r |> Expect.close [ 2.0; 1.0; 1.0; 2.0 ]
        values |> Expect.close [ 1.0; 3.0 ]
        (vectors * values) @. vectors.T |> Expect.close [ 2.0; 1.0; 1.0; 2.0 ]
        (u * s) @. vt |> Expect.close [ 2.0; 1.0; 1.0; 2.0 ]
        sign |> Expect.close [ 1.0 ]
        logAbs |> Expect.close [ log 3.0 ]

    [<Fact>]
    member _.``Functions of a matrix stand in a pipeline``() =
        x |> LinearAlgebra.symmetricEigenvalues |> Expect.close [ 1.0; 3.0 ]
        x |> LinearAlgebra.singularValues |> Expect.close [ 3.0; 1.0 ]
        x |> LinearAlgebra.determinant |> Expect.close [ 3.0 ]
        x |> LinearAlgebra.exponential |> LinearAlgebra.trace |> Expect.close [ exp 1.0 + exp 3.0 ]
        x |> LinearAlgebra.symmetricFunction exp |> LinearAlgebra.trace |> Expect.close [ exp 1.0 + exp 3.0 ]
        x |> LinearAlgebra.power 2 |> Expect.close [ 5.0; 4.0; 4.0; 5.0 ]
        x |> LinearAlgebra.norm MatrixNorm.Nuclear |> Expect.close [ 4.0 ]
        x |> LinearAlgebra.conditionNumber |> Expect.close [ 3.0 ]
        x |> LinearAlgebra.rank |> Expect.close [ 2.0 ]

    [<Fact>]
    member _.``Gradients go through``() =
        x |> Diff.grad LinearAlgebra.determinant |> Expect.close [ 2.0; -1.0; -1.0; 2.0 ]
