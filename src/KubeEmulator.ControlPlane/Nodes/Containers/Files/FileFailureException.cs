namespace KubeEmulator.Nodes.Containers;

/// <summary>A file operation failed; the message is the text of strerror.</summary>
public sealed class FileFailureException(FileFailure failure, string path) : IOException(Describe(failure))
{
    /// <summary>The kind of failure.</summary>
    public FileFailure Failure { get; } = failure;

    /// <summary>The path it was about.</summary>
    public string Path { get; } = path;

    private static string Describe(FileFailure failure) => failure switch
    {
        FileFailure.NotPermitted => "Operation not permitted",
        FileFailure.NotFound => "No such file or directory",
        FileFailure.Denied => "Permission denied",
        FileFailure.Busy => "Device or resource busy",
        FileFailure.Exists => "File exists",
        FileFailure.OtherVolume => "Invalid cross-device link",
        FileFailure.NotADirectory => "Not a directory",
        FileFailure.IsADirectory => "Is a directory",
        FileFailure.Invalid => "Invalid argument",
        FileFailure.NoSpace => "No space left on device",
        FileFailure.ReadOnly => "Read-only file system",
        FileFailure.NotEmpty => "Directory not empty",
        _ => "Too many levels of symbolic links",
    };
}
