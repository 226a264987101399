namespace AutoGrad;

/// <summary>
/// A type of this library that is one tensor in other clothes, such as a random key. Trees see its tensor as a leaf in
/// its own place: a key in a member <c>Key</c> has the path <c>Key</c>.
/// </summary>
/// <remarks>An interface rather than a registration, so that it holds before any static constructor has run.</remarks>
internal interface ITensorHolder
{
    Tensor Held { get; }

    /// <summary>The same kind of value around another tensor.</summary>
    object Hold(Tensor tensor);
}
