namespace BackupOperator;

/// <summary>Something outside of Kubernetes that the operator looks after: where archives are kept.</summary>
public interface IVault
{
    /// <summary>Takes an archive in; nothing changes where it is there already.</summary>
    Task SealAsync(string archive, CancellationToken cancellation);

    /// <summary>Throws an archive away; nothing changes where there is none.</summary>
    Task RemoveAsync(string archive, CancellationToken cancellation);
}
