namespace KubeEmulator.Nodes.Containers.Shell.Syntax;

/// <summary>A redirection: <c>&lt; &gt; &gt;&gt; &gt;| &lt;&gt; &lt;&amp; &gt;&amp; &lt;&lt;</c>. The text of a here-document is read after its line, so it comes later.</summary>
internal sealed class Redirection(int descriptor, string operation, Word target)
{
    public int Descriptor { get; } = descriptor;

    public string Operation { get; } = operation;

    /// <summary>The file, the descriptor or the here-document's text.</summary>
    public Word Target { get; set; } = target;
}
