namespace KubeEmulator.Nodes.Containers;

/// <summary>
/// What runs behind a container image. One object serves one container: it is made when the container starts and
/// forgotten when it ends.
/// </summary>
public abstract class ContainerProgram
{
    /// <summary>A program that is a delegate, for tests and small programs of one's own.</summary>
    /// <param name="run">Runs until the container ends; its result is the exit code.</param>
    /// <param name="exec">What answers an exec; null: nothing can be executed.</param>
    public static ContainerProgram From(Func<ContainerContext, Task<int>> run, Func<ContainerContext, ExecRequest, Task<int>>? exec = null) =>
        new Programs.DelegateProgram(run, exec);

    /// <summary>
    /// Runs the program until it ends. The result is the exit code. Reads and writes go through <paramref name="context"/>;
    /// a wait uses its <see cref="ContainerContext.Time"/>. When <see cref="ContainerContext.Killed"/> fires the container
    /// has ended, whatever the program still does.
    /// </summary>
    /// <exception cref="ContainerStartException">The command does not exist in the image.</exception>
    public abstract Task<int> RunAsync(ContainerContext context);

    /// <summary>
    /// Runs one more command in the container (exec, and the exec probes and lifecycle hooks). The result is its exit code.
    /// <see cref="ContainerContext.Killed"/> of the given context fires when the caller leaves or the container ends.
    /// </summary>
    /// <exception cref="ContainerStartException">The command does not exist in the image.</exception>
    public virtual Task<int> ExecAsync(ContainerContext context, ExecRequest request) =>
        Task.FromException<int>(ContainerStartException.NotFound(request.Command.Count == 0 ? "" : request.Command[0]));
}
