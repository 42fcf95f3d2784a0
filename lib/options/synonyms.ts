/**
 * Words of one meaning, each line one meaning: ours, and those that people
 * bring from PyTorch, JAX, scikit-learn, SciPy, Julia and MATLAB, in lower
 * case and without underscores.
 */
const meanings: readonly (readonly string[])[] = [
  "learningrate lr eta η stepsize rate",
  "steps maxsteps iterations maxiterations iteration maxiter niter numsteps numiterations nsteps epochs numepochs epoch",
  "method solver optimizer optimiser algorithm alg algo minimizer",
  "learningrateschedule lrschedule schedule scheduler lrscheduler",
  "batchsize batch minibatch minibatchsize",
  "relativetolerance rtol reltol rtolerance tolerance tol",
  "absolutetolerance atol abstol atolerance tolerance tol",
  "gradientnorm gtol gradtol tolgrad gradienttolerance gradtolerance tol",
  "maxseconds maxtime timeout timelimit seconds walltime",
  "until tend tmax tfinal endtime tstop",
  "start tstart t0 begin",
  "initialstep dt0 h0 firststep",
  "stepsize dt h",
  "timescale timescales τ tau",
  "seed randomseed randomstate rng key",
  "scheme initializer initialization init",
  "samples n nsamples numsamples count size",
  "noise noisestd sigma σ std",
  "loss lossfunction lossfn criterion cost objective",
  "penalties penalty regularization regularizer regularizers",
  "activation activationfunction nonlinearity act",
  "bias biases usebias",
  "width units neurons hidden size outfeatures",
  "layers hiddenlayers",
  "inputs x features xs infeatures inputdim",
  "targets y ys outputs target",
  "labels classes y",
  "weights sampleweight sampleweights weight",
  "testshare testsize testfraction testsplit split",
  "standardize normalize normalise standardise scale",
  "β1 beta1 betas",
  "β2 beta2 betas",
  "ε eps epsilon",
  "λ lambda lam strength",
  "alpha α slope negativeslope",
  "weightdecay l2 λ",
  "momentum μ mu beta β",
  "resolution resolutions gridsize points samples n steps",
  "extent range radius distance span",
  "points npoints maxpoints saveat resolution",
  "maxproducts maxiterations maxiter maxsteps iterations",
  "end which side",
  "signal abort abortsignal cancel",
  "onprogress progress callback onstep",
  "refine refinement polish",
  "discrete descent",
  "patience earlystopping",
  "min minimum low from lower",
  "max maximum high to upper",
  "value default initial initialvalue selected",
  "step increment stepsize",
  "title caption heading name",
  "workers threads nthreads cores njobs concurrency",
  "backend device engine",
].map((line) => line.split(" "));

/** Whether two names say the same, up to case and underscores or by a synonym. */
export function sameMeaning(a: string, b: string): boolean {
  const [x, y] = [plain(a), plain(b)];
  return x === y ||
    meanings.some((words) => words.includes(x) && words.includes(y));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}
