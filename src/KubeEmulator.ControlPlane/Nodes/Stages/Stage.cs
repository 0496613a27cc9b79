using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>
/// One step in the life of objects of a kind: which objects, when, and what becomes of them. KWOK's Stage
/// (<c>kwok.x-k8s.io/v1alpha1</c>), read from its document or said in C# with <see cref="For"/>. Immutable but for its count.
/// </summary>
public sealed class Stage
{
    private int _played;

    internal Stage(MapValue document, string name, GroupVersionKind target, StagePlan plan) => (Document, Name, Target, Plan) = (document, name, target, plan);

    /// <summary>The name; of two Stages with one name the newer holds.</summary>
    public string Name { get; }

    /// <summary>The group and version of the objects, as in <c>apiVersion</c>.</summary>
    public string ApiGroup => Target.GroupVersion.ToString();

    /// <summary>The kind of the objects.</summary>
    public string Kind => Target.Kind;

    /// <summary>How often it was played.</summary>
    public int Played => Volatile.Read(ref _played);

    internal MapValue Document { get; }

    internal GroupVersionKind Target { get; }

    internal StagePlan Plan { get; }

    /// <summary>Begins a Stage for the objects of a kind.</summary>
    /// <param name="kind">The kind: <c>Pod</c>.</param>
    /// <param name="apiGroup">Its group and version, as in <c>apiVersion</c>.</param>
    public static StageBuilder For(string kind, string apiGroup = "v1")
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentException.ThrowIfNullOrEmpty(apiGroup);
        return new StageBuilder(kind, apiGroup);
    }

    /// <summary>The Stages of a text of YAML or JSON with one or more documents. Documents of other kinds than KWOK's are passed over.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">What to call it in messages.</param>
    /// <exception cref="StageException">The text is malformed, has no Stage, or a Stage cannot be used; the message names every fault.</exception>
    public static IReadOnlyList<Stage> Parse(string text, string source = "the text")
    {
        ArgumentNullException.ThrowIfNull(text);
        return StageFiles.Parse(text, source);
    }

    /// <summary>The Stages of a file, or of all .yaml, .yml and .json files of a folder; folders called <c>testdata</c> are passed over.</summary>
    /// <exception cref="StageException">There is no such file or folder, it has no Stage, or a Stage cannot be used; the message names every fault.</exception>
    public static IReadOnlyList<Stage> ReadPath(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return StageFiles.ReadPath(path);
    }

    /// <summary>The document as YAML.</summary>
    public override string ToString() => YamlText.Write(Document);

    internal void CountPlay() => Interlocked.Increment(ref _played);
}
