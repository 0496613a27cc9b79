namespace KubeEmulator.Nodes.Pods;

/// <summary>The sorts of probe; the names are as events write them.</summary>
internal enum ProbeKind
{
    /// <summary>Whether the container has started; the others wait for it.</summary>
    Startup,

    /// <summary>Whether the container must be restarted.</summary>
    Liveness,

    /// <summary>Whether the container takes traffic.</summary>
    Readiness,
}
