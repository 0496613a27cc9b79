namespace KubeEmulator.Nodes.Containers;

/// <summary>What stands behind the images that a pattern matches.</summary>
/// <param name="Pattern">
/// The image's name without tag and digest. <c>*</c> stands for any text. A pattern without a slash matches the last part
/// of the name, whatever registry it comes from; one with a colon matches the tag too.
/// </param>
/// <param name="Create">Makes the program of one container.</param>
/// <param name="Image">What the image says of itself.</param>
public sealed record ProgramEntry(string Pattern, Func<ContainerProgram> Create, ImageConfig Image)
{
    /// <summary>
    /// Whether the program, given a command line, does nothing by itself but wait to be asked something or to end. Such a container
    /// takes neither thread nor timer: it is started when somebody first looks into it. Null: it never is like that.
    /// </summary>
    internal Func<IReadOnlyList<string>, bool>? OnlyWaits { get; init; }

    /// <summary>Whether nobody knows what runs there, so that probes of its ports are taken to succeed.</summary>
    internal bool IsUnknown { get; init; }
}
