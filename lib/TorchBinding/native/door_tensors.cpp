// What the dispatcher does not offer of tensors: their life, their memory, autograd.
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <vector>

#include "door.h"

namespace {

c10::TensorImpl* impl(void* handle) { return static_cast<c10::TensorImpl*>(handle); }

std::vector<at::Tensor> borrowAll(void* const* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t k = 0; k < count; ++k) tensors.push_back(borrow(handles[k]));
  return tensors;
}

}  // namespace

// Tensors ----------------------------------------------------------------------------------------------------

DOOR void door_release(void* handle) {
  if (handle != nullptr)
    c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(impl(handle));
}

DOOR int64_t door_dim(void* handle) { return borrow(handle).dim(); }
DOOR int64_t door_numel(void* handle) { return borrow(handle).numel(); }
DOOR int32_t door_dtype(void* handle) { return static_cast<int32_t>(borrow(handle).scalar_type()); }

DOOR void door_sizes(void* handle, int64_t* out) {
  auto sizes = borrow(handle).sizes();
  std::copy(sizes.begin(), sizes.end(), out);
}

DOOR void door_strides(void* handle, int64_t* out) {
  auto strides = borrow(handle).strides();
  std::copy(strides.begin(), strides.end(), out);
}

DOOR int32_t door_device(void* handle, int32_t* index) {
  auto where = borrow(handle).device();
  *index = where.index();
  return static_cast<int32_t>(where.type());
}

DOOR int32_t door_data(void* handle, void** data) {
  return guarded([&] { *data = borrow(handle).data_ptr(); });
}

DOOR int32_t door_is_contiguous(void* handle) { return borrow(handle).is_contiguous(); }
DOOR int64_t door_storage_offset(void* handle) { return borrow(handle).storage_offset(); }

// Autograd ---------------------------------------------------------------------------------------------------

DOOR int32_t door_requires_grad(void* handle) { return borrow(handle).requires_grad(); }
DOOR int32_t door_is_leaf(void* handle) { return borrow(handle).is_leaf(); }

DOOR int32_t door_set_requires_grad(void* handle, int32_t on) {
  return guarded([&] { borrow(handle).set_requires_grad(on != 0); });
}

DOOR int32_t door_retain_grad(void* handle) {
  return guarded([&] { borrow(handle).retain_grad(); });
}

DOOR int32_t door_grad(void* handle, void** grad) {
  return guarded([&] { *grad = give(borrow(handle).grad()); });
}

DOOR int32_t door_set_grad(void* handle, void* grad) {
  return guarded([&] {
    auto tensor = borrow(handle), gradient = borrow(grad);
    if (gradient.defined() && (gradient.sizes() != tensor.sizes() || gradient.scalar_type() != tensor.scalar_type() ||
                               gradient.device() != tensor.device()))
      throw std::invalid_argument("a gradient has its tensor's shape, type and device");
    tensor.mutable_grad() = gradient;
  });
}

DOOR int32_t door_backward(void* const* tensors, int32_t count, void* const* grads, int32_t gradCount,
                           int32_t retain, int32_t create, void* const* inputs, int32_t inputCount) {
  return guarded([&] {
    torch::autograd::backward(borrowAll(tensors, count), borrowAll(grads, gradCount), retain != 0, create != 0,
                              borrowAll(inputs, inputCount));
  });
}

DOOR int32_t door_gradients(void* const* outputs, int32_t count, void* const* inputs, int32_t inputCount,
                            void* const* grads, int32_t gradCount, int32_t retain, int32_t create,
                            int32_t allowUnused, void** results) {
  return guarded([&] {
    auto found = torch::autograd::grad(borrowAll(outputs, count), borrowAll(inputs, inputCount),
                                       borrowAll(grads, gradCount), retain != 0, create != 0, allowUnused != 0);
    for (int32_t k = 0; k < inputCount; ++k) results[k] = give(found[k]);
  });
}

DOOR int32_t door_grad_enabled() { return c10::GradMode::is_enabled(); }
DOOR void door_set_grad_enabled(int32_t on) { c10::GradMode::set_enabled(on != 0); }
DOOR void* door_inference_enter(int32_t on) { return new c10::InferenceMode(on != 0); }
DOOR void door_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
DOOR int32_t door_inference_enabled() { return c10::InferenceMode::is_enabled(); }
