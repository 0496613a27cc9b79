namespace KubeEmulator.Patching;

/// <summary>A patch that cannot be read or does not apply. The code is the HTTP status that the API server answers with.</summary>
internal sealed class PatchException(int code, string message) : Exception(message)
{
    /// <summary>400 for a patch that is malformed, 413 for one that is too large, 422 for one that does not apply, 500 for what the server does not classify.</summary>
    public int Code { get; } = code;

    /// <summary>Malformed: the client sees the message.</summary>
    public static PatchException Malformed(string message) => new(400, message);

    /// <summary>Does not apply: the client sees only the general text of status 422.</summary>
    public static PatchException DoesNotApply(string message) => new(422, message);

    /// <summary>A fault that the API server passes on without a reason.</summary>
    public static PatchException Unclassified(string message) => new(500, message);
}
