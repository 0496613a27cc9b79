using KubeEmulator.Nodes.Containers.Programs;

namespace KubeEmulator.Nodes.Containers;

/// <summary>
/// What runs behind which image: the programs of the user, the newest first, and then the built-in ones in the order
/// listed here. Thread-safe.
/// </summary>
public sealed class ProgramCatalog
{
    private volatile ProgramEntry[] entries;

    private ProgramCatalog(ProgramEntry[] entries) => this.entries = entries;

    /// <summary>A new catalog with the built-in programs.</summary>
    public static ProgramCatalog Default() => new([
        PauseProgram.Entry,
        ShellImages.BusyBox,
        ShellImages.Alpine,
        ShellImages.Debian,
        ShellImages.Ubuntu,
        ServerImages.Nginx,
        ServerImages.Httpd,
        ServerImages.Agnhost,
    ]);

    /// <summary>All entries, in the order in which they are asked.</summary>
    public IReadOnlyList<ProgramEntry> Entries => entries;

    /// <summary>Puts an entry before all others.</summary>
    public ProgramCatalog Add(ProgramEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ProgramEntry[] before;
        do
        {
            before = entries;
        }
        while (Interlocked.CompareExchange(ref entries, [entry, .. before], before) != before);
        return this;
    }

    /// <summary>Puts a program before all others, behind images of a pattern (see <see cref="ProgramEntry.Pattern"/>).</summary>
    public ProgramCatalog Add(string pattern, Func<ContainerProgram> create) => Add(new ProgramEntry(pattern, create, new ImageConfig()));

    /// <summary>What stands behind an image. An image that nobody knows gets the files of a Debian and runs the command it is given, or, where that is its own, until it is asked to end.</summary>
    public ProgramEntry Find(string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return entries.FirstOrDefault(entry => ImagePattern.Matches(entry.Pattern, image)) ?? UnknownImageProgram.Entry;
    }
}
