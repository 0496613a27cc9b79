namespace KubeEmulator.Nodes.Containers;

/// <summary>What stands behind the images that a pattern matches.</summary>
/// <param name="Pattern">
/// The image's name without tag and digest. <c>*</c> stands for any text. A pattern without a slash matches the last part
/// of the name, whatever registry it comes from; one with a colon matches the tag too.
/// </param>
/// <param name="Create">Makes the program of one container.</param>
/// <param name="Image">What the image says of itself.</param>
public sealed record ProgramEntry(string Pattern, Func<ContainerProgram> Create, ImageConfig Image);
