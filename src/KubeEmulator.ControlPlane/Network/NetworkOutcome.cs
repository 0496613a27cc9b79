namespace KubeEmulator.Network;

/// <summary>What a connection to an address and a port meets.</summary>
internal enum NetworkOutcome
{
    /// <summary>A pod.</summary>
    Pod,

    /// <summary>The API server.</summary>
    ApiServer,

    /// <summary>A host that is there, and nobody on the port.</summary>
    Refused,

    /// <summary>No way to the address.</summary>
    Unreachable,
}
