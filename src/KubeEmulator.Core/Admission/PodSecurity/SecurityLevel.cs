namespace KubeEmulator.Admission.PodSecurity;

/// <summary>A level of the pod security standards; each allows less than the one before.</summary>
internal enum SecurityLevel
{
    /// <summary>Everything goes.</summary>
    Privileged,

    /// <summary>No known ways out of the container.</summary>
    Baseline,

    /// <summary>Hardened.</summary>
    Restricted,
}
