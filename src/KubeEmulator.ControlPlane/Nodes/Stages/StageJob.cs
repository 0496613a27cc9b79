using KubeEmulator.Objects;

namespace KubeEmulator.Nodes.Stages;

/// <summary>A Stage that is to be played on an object.</summary>
internal sealed class StageJob(Stage stage, KubeObject target)
{
    public Stage Stage => stage;

    /// <summary>The version of the object that matched.</summary>
    public KubeObject Target => target;

    /// <summary>The steps done so far; those that failed for a while are done again.</summary>
    public int Done { get; set; }

    /// <summary>How often it was tried again.</summary>
    public int Retries { get; set; }

    /// <summary>When it is due; null while it is being played.</summary>
    public IDisposable? Timer { get; set; }
}
