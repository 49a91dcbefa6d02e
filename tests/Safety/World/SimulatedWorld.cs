using System.Runtime.ExceptionServices;

namespace WallboxMqtt.Tests.Safety.World;

/// <summary>
/// Runs asynchronous code on one thread under simulated time: what can run runs at once and in order; then time jumps to the next timer.
/// The same start gives the same course, always.
/// </summary>
internal sealed class SimulatedWorld : SynchronizationContext
{
    private readonly Queue<(SimulatedProcess? Process, SendOrPostCallback Callback, object? State)> _ready = new();
    // More than this at one moment: something goes on for ever, without waiting.
    private const int MostSteps = 200_000;

    private readonly List<Task> _tasks = [];
    private long _moment;
    private int _steps;
    private bool _inside;

    public SimulatedTime Time { get; } = new();

    /// <summary>Called after each thing that ran: the place for what must hold at every moment.</summary>
    public Action? AfterStep { get; set; }

    public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((null, d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Starts something that runs for long; its failure fails the next <see cref="Advance"/>.</summary>
    public void Start(Func<Task> run) => Inside(() => _tasks.Add(run()));

    /// <summary>Does something at this moment, and lets all that follows from it happen that takes no time.</summary>
    public void Do(Action action) => Inside(action);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan span) => Inside(() =>
    {
        var end = Time.Now + span.Ticks;
        Drain();
        while (Time.FireNext(end))
            Drain();
        Time.MoveTo(end);
    });

    /// <summary>Lets time pass until the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not within <paramref name="longest"/>.</exception>
    public void AdvanceUntil(Func<bool> condition, TimeSpan longest)
    {
        var end = Time.Now + longest.Ticks;
        Inside(() =>
        {
            Drain();
            while (!condition() && Time.FireNext(end))
                Drain();
        });
        if (!condition())
            throw new TimeoutException($"not within {longest}");
    }

    internal void Post(SimulatedProcess process, SendOrPostCallback callback, object? state) =>
        _ready.Enqueue((process, callback, state));

    private void Inside(Action action)
    {
        var (outside, nested) = (Current, _inside);
        SetSynchronizationContext(this);
        _inside = true;
        try
        {
            action();
            // Called by a step, the others wait until that step is over: it is one piece.
            if (!nested)
                Drain();
        }
        finally
        {
            SetSynchronizationContext(outside);
            _inside = nested;
        }

        if (nested)
            return;
        foreach (var task in _tasks)
        {
            if (task.IsFaulted)
                ExceptionDispatchInfo.Capture(task.Exception!.InnerException!).Throw();
        }

        _tasks.RemoveAll(task => task.IsCompleted);
    }

    private void Drain()
    {
        while (_ready.TryDequeue(out var next))
        {
            (_moment, _steps) = (Time.Now, Time.Now == _moment ? _steps + 1 : 0);
            if (_steps > MostSteps)
                throw new InvalidOperationException($"{MostSteps} steps and no moment passes; among the next ones {string.Join(", ", _ready.Append(next).Select(step => step.State?.ToString()).Distinct().Take(5))}");
            if (next.Process is null)
            {
                next.Callback(next.State);
            }
            else if (next.Process.Takes(next.Callback, next.State))
            {
                SetSynchronizationContext(next.Process);
                next.Callback(next.State);
                SetSynchronizationContext(this);
            }

            AfterStep?.Invoke();
        }
    }
}
