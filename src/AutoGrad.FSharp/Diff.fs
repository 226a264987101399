namespace AutoGrad.FSharp

open System
open AutoGrad

/// <summary>The transforms as F# functions: each takes a function first, so that what it makes goes into a pipeline.</summary>
/// <remarks>
/// 'T is any tree of tensors: a tensor, or a record, tuple, list, array, map or option of trees. Several arguments to
/// differentiate by are a tuple: <c>Diff.grad (fun (x, y) -&gt; ...) (x, y)</c> gives both gradients.
/// </remarks>
[<RequireQualifiedAccess>]
module Diff =

    /// <summary>The gradient of a scalar function: <c>∂f/∂x</c>.</summary>
    /// <param name="f">From any tree to [].</param>
    /// <param name="x">Where to evaluate.</param>
    /// <returns>Of the type and structure of <paramref name="x"/>: each floating leaf the derivative by it, each other leaf zeros.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The function's value is not a floating scalar.</exception>
    let grad (f: 'T -> Tensor) (x: 'T) : 'T = Transform.Grad<'T>(Func<'T, Tensor> f).Invoke x

    /// <summary>The value and the gradient of a scalar function, in one pass.</summary>
    /// <param name="f">From any tree to [].</param>
    /// <param name="x">Where to evaluate.</param>
    /// <returns>Value: []. Gradient: of the type and structure of <paramref name="x"/>.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The function's value is not a floating scalar.</exception>
    let valueAndGrad (f: 'T -> Tensor) (x: 'T) : ValueAndGradient<'T> =
        Transform.ValueAndGrad<'T>(Func<'T, Tensor> f).Invoke x

    /// <summary>The value and the gradient of a scalar function that also returns what else it found on the way.</summary>
    /// <param name="f">From any tree to [] and another tree.</param>
    /// <param name="x">Where to evaluate.</param>
    /// <returns>Value: []. Gradient: of the type and structure of <paramref name="x"/>. Aux: the other tree, of plain tensors.</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The function's value is not a floating scalar.</exception>
    let valueAndGradAux (f: 'T -> Tensor * 'Aux) (x: 'T) : ValueGradientAndAux<'T, 'Aux> =
        let pair x =
            let value, aux = f x
            struct (value, aux)

        Transform.ValueAndGrad<'T, 'Aux>(Func<'T, struct (Tensor * 'Aux)> pair).Invoke x

    /// <summary>The value and its directional derivative, in one forward pass: <c>(f x, ∂f(x) ẋ)</c>.</summary>
    /// <param name="f">From any tree to any tree.</param>
    /// <param name="x">Where to evaluate.</param>
    /// <param name="xDot">The direction: leaf by leaf of the shapes and dtypes of <paramref name="x"/>.</param>
    /// <returns>The value and its tangent, of one structure.</returns>
    /// <exception cref="T:AutoGrad.TreeException">x and xDot differ in structure, shape or dtype.</exception>
    let jvp (f: 'T -> 'U) (x: 'T) (xDot: 'T) : 'U * 'U =
        let result = Transform.Jvp<'T, 'U>(Func<'T, 'U> f, x, xDot)
        result.Value, result.Tangent

    /// <summary>The value and its pullback: the map <c>ȳ ↦ (∂f/∂x)ᵀ ȳ</c>, which may be called any number of times.</summary>
    /// <param name="f">From any tree to any tree.</param>
    /// <param name="x">Where to evaluate.</param>
    /// <returns>The value, and a function from a cotangent shaped like it to one shaped like <paramref name="x"/>.</returns>
    /// <exception cref="T:AutoGrad.TreeException">The argument has no floating leaf.</exception>
    let vjp (f: 'T -> 'U) (x: 'T) : 'U * ('U -> 'T) =
        let result = Transform.Vjp<'T, 'U>(Func<'T, 'U> f, x)
        result.Value, (fun yBar -> result.Pullback.Invoke yBar)

    /// <summary>A function of elementwise operations that computes the same in one pass over memory, derivatives too.</summary>
    /// <param name="f">From [...] to [...], the same shape. Pure; what it captures does not change.</param>
    /// <returns>To be kept and called often: f is written down at the first call for each dtype.</returns>
    let fuse (f: Tensor -> Tensor) : Tensor -> Tensor =
        let fused = Transform.Fuse(Func<Tensor, Tensor> f)
        fun x -> fused.Invoke x

    /// <summary>The same for a function of any number of tensors to any number.</summary>
    /// <param name="f">From tensors of one shape, or [] for what all elements share, to tensors of that shape, or [].</param>
    /// <returns>To be kept and called often.</returns>
    let fuseAll (f: Tensor[] -> Tensor[]) : Tensor[] -> Tensor[] =
        let fused = Transform.FuseAll(Func<Tensor[], Tensor[]> f)
        fun x -> fused.Invoke x

    /// <summary>All derivatives, by reverse mode: for few outputs of many inputs.</summary>
    /// <param name="f">From any tree to [out...].</param>
    /// <param name="x">Where to evaluate.</param>
    /// <returns>Of the structure of <paramref name="x"/>, each leaf [out..., leaf...].</returns>
    let jacobian (f: 'T -> Tensor) (x: 'T) : 'T = Transform.Jacobian<'T>(Func<'T, Tensor> f).Invoke x

    /// <summary>All derivatives, by forward mode: for few inputs of many outputs.</summary>
    /// <param name="f">From [in...] to [out...].</param>
    /// <param name="x">[in...]: where to evaluate.</param>
    /// <returns>[out..., in...]</returns>
    let jacobianForward (f: Tensor -> Tensor) (x: Tensor) : Tensor =
        Transform.JacobianForward(Func<Tensor, Tensor> f).Invoke x

    /// <summary>All second derivatives of a scalar function: forward mode over reverse.</summary>
    /// <param name="f">From [in...] to [].</param>
    /// <param name="x">[in...]: where to evaluate.</param>
    /// <returns>[in..., in...]</returns>
    let hessian (f: Tensor -> Tensor) (x: Tensor) : Tensor = Transform.Hessian(Func<Tensor, Tensor> f).Invoke x

    /// <summary>The Hessian of a scalar function times a vector, without the matrix: <c>∂²f(x) v</c>.</summary>
    /// <param name="f">From any tree to [].</param>
    /// <param name="x">Where to evaluate.</param>
    /// <param name="v">The vector: leaf by leaf of the shapes and dtypes of <paramref name="x"/>.</param>
    /// <returns>Of the structure of <paramref name="x"/>.</returns>
    /// <exception cref="T:AutoGrad.TreeException">x and v differ in structure, shape or dtype.</exception>
    let hvp (f: 'T -> Tensor) (x: 'T) (v: 'T) : 'T =
        Transform.HessianVectorProduct<'T>(Func<'T, Tensor> f, x, v)

    /// <summary>Maps a function of one example over a batch, in one go; the first axis counts the examples.</summary>
    /// <param name="f">From one example, any tree, to its result, any tree.</param>
    /// <param name="x">The batch: each leaf [n, ...].</param>
    /// <returns>Each leaf [n, ...].</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The leaves do not have one number of examples.</exception>
    let vmap (f: 'T -> 'U) (x: 'T) : 'U = Transform.Vmap<'T, 'U>(Func<'T, 'U> f).Invoke x

    /// <summary>Maps a function over a batch whose examples another axis counts.</summary>
    /// <param name="inAxis">Which axis of every leaf of <paramref name="x"/> counts the examples.</param>
    /// <param name="outAxis">Where that axis will be in every leaf of the result.</param>
    /// <param name="f">From one example, any tree, to its result, any tree.</param>
    /// <param name="x">The batch.</param>
    /// <exception cref="T:AutoGrad.ShapeException">The leaves do not have one number of examples.</exception>
    let vmapAxes (inAxis: int) (outAxis: int) (f: 'T -> 'U) (x: 'T) : 'U =
        Transform.Vmap<'T, 'U>(Func<'T, 'U> f, inAxis, outAxis).Invoke x

    /// <summary>Maps a function of two arguments over a batch, in one go; the first axis of both counts the examples.</summary>
    /// <param name="f">From one example's arguments to its result. What all examples share, it captures.</param>
    /// <param name="x">The first batch: each leaf [n, ...].</param>
    /// <param name="y">The second batch: each leaf [n, ...].</param>
    /// <returns>Each leaf [n, ...].</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The leaves do not have one number of examples.</exception>
    let vmap2 (f: 'T1 -> 'T2 -> 'U) (x: 'T1) (y: 'T2) : 'U =
        Transform.Vmap<'T1, 'T2, 'U>(Func<'T1, 'T2, 'U>(fun x y -> f x y)).Invoke(x, y)

    /// <summary>Maps a function of three arguments over a batch, in one go; the first axis of all counts the examples.</summary>
    /// <param name="f">From one example's arguments to its result. What all examples share, it captures.</param>
    /// <param name="x">The first batch: each leaf [n, ...].</param>
    /// <param name="y">The second batch: each leaf [n, ...].</param>
    /// <param name="z">The third batch: each leaf [n, ...].</param>
    /// <returns>Each leaf [n, ...].</returns>
    /// <exception cref="T:AutoGrad.ShapeException">The leaves do not have one number of examples.</exception>
    let vmap3 (f: 'T1 -> 'T2 -> 'T3 -> 'U) (x: 'T1) (y: 'T2) (z: 'T3) : 'U =
        Transform.Vmap<'T1, 'T2, 'T3, 'U>(Func<'T1, 'T2, 'T3, 'U>(fun x y z -> f x y z)).Invoke(x, y, z)

    /// <summary>Passes a tree on as a constant: derivatives of every kind see no change in it.</summary>
    /// <param name="x">Any tree.</param>
    /// <returns>The same numbers.</returns>
    let stopGradient (x: 'T) : 'T = Transform.StopGradient<'T> x

    /// <summary>
    /// Computes the same, but keeps only the argument on a tape: the backward pass computes the rest again. Memory for time.
    /// </summary>
    /// <param name="f">From any tree to any tree. It must not read numbers out.</param>
    /// <param name="x">The argument.</param>
    let checkpoint (f: 'T -> 'U) (x: 'T) : 'U = Transform.Checkpoint<'T, 'U>(Func<'T, 'U> f).Invoke x

    /// <summary>Carries a state along a sequence and keeps what each step gives, as <c>List.mapFold</c> does.</summary>
    /// <param name="step">From the state and one place of the inputs to the next state, alike, and this step's output.</param>
    /// <param name="carry">The state before the first step: any tree.</param>
    /// <param name="inputs">Any tree whose leaves are [steps, ...].</param>
    /// <returns>The state after the last step, and the outputs, every leaf [steps, ...].</returns>
    let scan (step: 'S -> 'T -> 'S * 'U) (carry: 'S) (inputs: 'T) : 'S * 'U =
        let struct (last, outputs) =
            Transform.Scan<'S, 'T, 'U>(
                Func<'S, 'T, struct ('S * 'U)>(fun state x ->
                    let next, output = step state x
                    struct (next, output)),
                carry,
                inputs
            )

        last, outputs

    /// <summary>Combines all elements up to each place, many at once.</summary>
    /// <param name="combine">An associative operation on two trees of elements, place by place.</param>
    /// <param name="elements">Any tree whose leaves are [n, ...].</param>
    /// <returns>Every leaf [n, ...].</returns>
    let associativeScan (combine: 'T -> 'T -> 'T) (elements: 'T) : 'T =
        Transform.AssociativeScan<'T>(Func<'T, 'T, 'T>(fun x y -> combine x y), elements)

    /// <summary>Applies a function to a state for as long as a condition holds of it; mapped, for as long as it holds of each example's.</summary>
    /// <param name="condition">From the state to a Bool [].</param>
    /// <param name="body">From the state to the next one, alike.</param>
    /// <param name="state">Where it starts: any tree.</param>
    let iterateWhile (condition: 'T -> Tensor) (body: 'T -> 'T) (state: 'T) : 'T =
        Transform.While<'T>(Func<'T, Tensor> condition, Func<'T, 'T> body, state)

    /// <summary>Applies the first of two functions if a predicate holds, the second if not; mapped, to each example its own.</summary>
    /// <param name="predicate">[]: Bool.</param>
    /// <param name="f">From any tree to any tree.</param>
    /// <param name="g">From the same to a tree like that of <paramref name="f"/>.</param>
    /// <param name="x">The argument.</param>
    let cond (predicate: Tensor) (f: 'T -> 'U) (g: 'T -> 'U) (x: 'T) : 'U =
        Transform.Cond<'T, 'U>(predicate, Func<'T, 'U> f, Func<'T, 'U> g, x)

    /// <summary>A function with a reverse rule of your own.</summary>
    /// <param name="f">From any tree to [...]. Every tensor it reads that is being differentiated must be in its argument.</param>
    /// <param name="rule">From x, y = f x and the cotangent ȳ to the cotangent x̄, of the structure and shapes of x.</param>
    /// <param name="x">The argument.</param>
    /// <returns>[...]: the value of <paramref name="f"/>.</returns>
    let customVjp (f: 'T -> Tensor) (rule: 'T -> Tensor -> Tensor -> 'T) (x: 'T) : Tensor =
        Transform.CustomVjp<'T>(Func<'T, Tensor> f, Func<'T, Tensor, Tensor, 'T>(fun x y yBar -> rule x y yBar)).Invoke x

    /// <summary>A function with a forward rule of your own.</summary>
    /// <param name="f">From any tree to [...]. Every tensor it reads that is being differentiated must be in its argument.</param>
    /// <param name="rule">From x, y = f x and the tangent ẋ, of the structure of x, to the tangent ẏ. It must be linear in ẋ.</param>
    /// <param name="x">The argument.</param>
    /// <returns>[...]: the value of <paramref name="f"/>.</returns>
    let customJvp (f: 'T -> Tensor) (rule: 'T -> Tensor -> 'T -> Tensor) (x: 'T) : Tensor =
        Transform.CustomJvp<'T>(Func<'T, Tensor> f, Func<'T, Tensor, 'T, Tensor>(fun x y xDot -> rule x y xDot)).Invoke x

    /// <summary>A function with a reverse rule of your own, which reads what the function left for it.</summary>
    /// <param name="forward">From any tree to the value, any tree, and the residual, any tree. It must not read numbers out.</param>
    /// <param name="backward">From the residual and the cotangent ȳ, of the structure of the value, to the cotangent x̄, of the structure of x.</param>
    /// <param name="x">The argument.</param>
    /// <returns>The value.</returns>
    let customVjpWithResidual (forward: 'T -> 'U * 'R) (backward: 'R -> 'U -> 'T) (x: 'T) : 'U =
        let pair x =
            let value, residual = forward x
            struct (value, residual)

        Transform
            .CustomVjp<'T, 'U, 'R>(Func<'T, struct ('U * 'R)> pair, Func<'R, 'U, 'T>(fun residual yBar -> backward residual yBar))
            .Invoke x

    /// <summary>Finds a state that a function leaves as it is, <c>z = f p z</c>, with implicit derivatives.</summary>
    /// <param name="f">From parameters and state to the next state, alike. It must not read numbers out.</param>
    /// <param name="start">The state to begin with: any tree of floating tensors.</param>
    /// <param name="parameters">Any tree; what the state is differentiated by, beside what f captures.</param>
    /// <returns>The state.</returns>
    /// <exception cref="T:System.ArithmeticException">The state does not come to rest.</exception>
    let fixedPoint (f: 'P -> 'S -> 'S) (start: 'S) (parameters: 'P) : 'S =
        Transform.FixedPoint<'P, 'S>(Func<'P, 'S, 'S>(fun p z -> f p z), parameters, start)

    /// <summary>Finds a root, <c>f p z = 0</c>, by Newton's method, with implicit derivatives.</summary>
    /// <param name="f">From parameters and state to what is to be 0, like the state. It must not read numbers out.</param>
    /// <param name="start">The state to begin with: any tree of tensors of one floating dtype.</param>
    /// <param name="parameters">Any tree; what the root is differentiated by, beside what f captures.</param>
    /// <returns>The root.</returns>
    /// <exception cref="T:System.ArithmeticException">The state does not come to rest, or the slopes are singular.</exception>
    let root (f: 'P -> 'S -> 'S) (start: 'S) (parameters: 'P) : 'S =
        Transform.Root<'P, 'S>(Func<'P, 'S, 'S>(fun p z -> f p z), parameters, start)

    /// <summary>Compares the gradient of a scalar function with differences of the function itself, in Float64.</summary>
    /// <param name="f">From any tree to [].</param>
    /// <param name="x">Where to check.</param>
    /// <returns>The verdict and the worst element.</returns>
    let gradCheck (f: 'T -> Tensor) (x: 'T) : GradientReport = GradientCheck.Run<'T>(Func<'T, Tensor> f, x)

    /// <summary>Compares the gradient and the gradient's own gradient with differences, in Float64.</summary>
    /// <param name="f">From any tree to [].</param>
    /// <param name="x">Where to check.</param>
    /// <returns>The verdict and the worst element.</returns>
    let gradCheck2 (f: 'T -> Tensor) (x: 'T) : GradientReport = GradientCheck.Run<'T>(Func<'T, Tensor> f, x, order = 2)
